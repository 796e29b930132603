package dev.baton.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One run. A thread of its own starts the processes, since they die with the thread that started
 * them, and exchanges bytes with them; the caller's thread watches time and memory meanwhile.
 */
final class SandboxRun {

  /** How often memory and time are looked at. */
  private static final Duration WATCH = Duration.ofMillis(50);

  /** What starting and collecting may take beyond the wall time. */
  private static final Duration GRACE = Duration.ofMillis(1_500);

  /** How long dead processes may take to vanish. */
  private static final Duration VANISHING = Duration.ofSeconds(5);

  private static final int SHELL_SIGNAL = 128;
  private static final int SIGKILL = 9;
  private static final int SIGPIPE = 13;
  private static final int SIGXCPU = 24;
  private static final int SIGXFSZ = 25;

  private final SandboxCommand command;
  private final SandboxJob job;
  private final byte[] input;
  private final long begin = System.nanoTime();
  private volatile @Nullable ProcessTree tree;
  private volatile boolean killed;
  private boolean memorySpent;

  SandboxRun(SandboxCommand command, SandboxJob job, byte[] filter) {
    this.command = command;
    this.job = job;
    this.input = Collector.pack(job, filter);
  }

  SandboxResult toEnd() throws InterruptedException {
    FutureTask<Collector.Collected> exchange = new FutureTask<>(this::exchange);
    Thread thread = Thread.ofPlatform().daemon().name("sandbox").start(exchange);
    try {
      return result(watch(exchange));
    } finally {
      // Also where the caller was interrupted: nothing of it goes on behind anybody's back.
      kill();
      joinUninterruptibly(thread);
    }
  }

  private Optional<Collector.Collected> watch(FutureTask<Collector.Collected> exchange)
      throws InterruptedException {
    while (true) {
      try {
        return Optional.of(exchange.get(WATCH.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException _) {
        enforce();
      } catch (ExecutionException e) {
        if (killed) {
          return Optional.empty();
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new SandboxUnavailableException(String.valueOf(cause.getMessage()), cause);
      }
    }
  }

  private void enforce() {
    ProcessTree running = tree;
    if (elapsed().compareTo(job.limits().wallTime().plus(GRACE)) > 0) {
      kill();
    } else if (running != null
        && !memorySpent
        && running.residentBytes() > job.limits().memoryBytes()) {
      memorySpent = true;
      running.killSandbox();
    }
  }

  private void kill() {
    killed = true;
    ProcessTree running = tree;
    if (running != null) {
      running.killAll();
    }
  }

  private Collector.Collected exchange() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command.arguments(job));
    builder.environment().clear();
    builder.environment().putAll(SandboxCommand.environment(job.limits(), input.length));
    builder.directory(new java.io.File("/"));
    Process process = builder.start();
    tree = new ProcessTree(process.toHandle());
    if (killed) {
      kill(); // the caller gave up before there was anything to kill
    }
    try (InputStream output = process.getInputStream()) {
      try (OutputStream in = process.getOutputStream()) {
        in.write(input);
      }
      return Collector.read(job, output);
    } catch (IOException e) {
      // Where it could not even begin, it says why; where it was killed, it says nothing.
      new ProcessTree(process.toHandle()).killAll();
      String complaint = Collector.firstLines(process.getErrorStream());
      throw complaint.isEmpty() ? e : new IOException(complaint, e);
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private SandboxResult result(Optional<Collector.Collected> collected) {
    if (collected.isEmpty()) {
      return new SandboxResult(
          new Ending.Stopped(memorySpent ? Limit.MEMORY : Limit.WALL_TIME),
          CapturedText.EMPTY,
          CapturedText.EMPTY,
          java.util.List.of(),
          java.util.List.of("everything: it did not end in time"),
          elapsed());
    }
    Collector.Collected found = collected.get();
    if (!found.fault().isEmpty()) {
      throw new SandboxUnavailableException(found.fault());
    }
    return new SandboxResult(
        ending(found), found.stdout(), found.stderr(), found.files(), found.leftOut(), elapsed());
  }

  private Ending ending(Collector.Collected found) {
    if (memorySpent) {
      return new Ending.Stopped(Limit.MEMORY);
    }
    int signal = found.code() - SHELL_SIGNAL;
    return switch (signal) {
      case SIGKILL ->
          elapsed().compareTo(job.limits().wallTime()) >= 0
              ? new Ending.Stopped(Limit.WALL_TIME)
              : new Ending.Signalled(SIGKILL);
      case SIGXCPU -> new Ending.Stopped(Limit.CPU_TIME);
      case SIGXFSZ -> new Ending.Stopped(Limit.FILE_SIZE);
      case SIGPIPE ->
          found.stdout().truncated() || found.stderr().truncated()
              ? new Ending.Stopped(Limit.OUTPUT)
              : new Ending.Signalled(SIGPIPE);
      default ->
          signal > 0 && signal <= 64
              ? new Ending.Signalled(signal)
              : new Ending.Exited(found.code());
    };
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static void joinUninterruptibly(Thread thread) {
    boolean interrupted = Thread.interrupted();
    try {
      if (!thread.join(VANISHING)) {
        throw new IllegalStateException(
            "sandbox: processes still alive %s after they were killed".formatted(VANISHING));
      }
    } catch (InterruptedException _) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
