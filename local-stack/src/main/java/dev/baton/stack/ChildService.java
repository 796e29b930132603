package dev.baton.stack;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One child process from start to end: launches it, waits until it serves, stops or kills it.
 *
 * <p>Starts are one at a time; stopping and killing may come from any thread, also during a start.
 */
final class ChildService {
  static final Duration START_LIMIT = Duration.ofSeconds(90);

  /** Generous: the first orderly end also writes the class archive. */
  static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  static final Duration LONGEST_STOP = STOP_LIMIT.plus(KILL_LIMIT).plusSeconds(1);

  private static final Duration POLL = Duration.ofMillis(25);
  private static final int LOG_LINES = 20;
  private static final String OUTPUT = "child.out";
  private static final String HELPER_OUTPUT = "helper.out";

  /** All that a child may see of our environment, which may hold keys and JVM options. */
  private static final Set<String> ENVIRONMENT = Set.of("PATH", "LANG", "LC_ALL", "TZ");

  private static final Logger log = LoggerFactory.getLogger(ChildService.class);

  private final ChildSpec spec;
  private final StateFolder state;
  private final ClassArchive archive;
  private final PidFile pidFile;
  private volatile @Nullable Process process;

  ChildService(ChildSpec spec, StateFolder state, ClassArchive archive) {
    this.spec = spec;
    this.state = state;
    this.archive = archive;
    this.pidFile = new PidFile(state);
  }

  StateFolder state() {
    return state;
  }

  /** Ends the child of a former owner that was killed. Only the folder's present owner may ask. */
  void endLeftover() {
    pidFile
        .leftover()
        .ifPresent(child -> {
          log.warn("ending the left-over {} process {}", spec.name(), child.pid());
          end(child);
        });
  }

  /**
   * Runs a helper program of the same class path to its end.
   *
   * @throws ChildFailedException if it fails or takes longer than {@link #START_LIMIT}
   */
  void run(String purpose, List<String> arguments) {
    LogTail output = LogTail.whole(state.file(HELPER_OUTPUT));
    Process helper = launch(spec.javaCommand(archive.readOnlyOptions(), arguments), HELPER_OUTPUT);
    if (!awaitEnd(helper, START_LIMIT)) {
      helper.destroyForcibly();
      throw new ChildFailedException(purpose + " took longer than " + START_LIMIT, text(output));
    }
    if (helper.exitValue() != 0) {
      throw new ChildFailedException(
          purpose + " failed with exit code " + helper.exitValue(), text(output));
    }
  }

  /**
   * Starts the child and waits until it serves.
   *
   * @throws ChildFailedException if it ends or does not serve within {@link #START_LIMIT}; it does
   *     not run then
   */
  synchronized void start(Supplier<Readiness> readiness) {
    LogTail programLog = LogTail.fromNow(state.file(spec.logFile()));
    Process started = launch(spec.command(childOptions()), OUTPUT);
    process = started;
    Children.add(this);
    boolean serves = false;
    try (Readiness probe = readiness.get()) {
      pidFile.write(started.toHandle());
      serves = awaitReady(started, probe);
      if (!serves) {
        throw failure(started, programLog);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while the " + spec.name() + " was starting", e);
    } finally {
      if (!serves) {
        kill();
      }
    }
  }

  private List<String> childOptions() {
    List<String> options = new ArrayList<>();
    options.add(pidFile.mark());
    options.add("-Djava.io.tmpdir=" + state.emptyTemporaryFolder());
    options.addAll(archive.options());
    return options;
  }

  private Process launch(List<String> command, String output) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(state.path().toFile());
    builder.environment().keySet().retainAll(ENVIRONMENT);
    builder.redirectErrorStream(true).redirectOutput(state.file(output).toFile());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new StackException("cannot start the " + spec.name() + ": " + e, e);
    }
  }

  private static boolean awaitReady(Process started, Readiness probe) throws InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < end) {
      if (started.waitFor(POLL)) {
        return false;
      }
      if (probe.isReady()) {
        return started.isAlive();
      }
    }
    return false;
  }

  private ChildFailedException failure(Process started, LogTail programLog) {
    String what =
        started.isAlive()
            ? "the " + spec.name() + " did not serve within " + START_LIMIT
            : "the " + spec.name() + " ended with exit code " + started.exitValue();
    String output = text(LogTail.whole(state.file(OUTPUT))) + text(programLog);
    return new ChildFailedException(what + " (log: " + state.file(spec.logFile()) + ")", output);
  }

  private static String text(LogTail tail) {
    return tail.last(LOG_LINES).stream().map(line -> "  " + line + "\n").collect(joining());
  }

  /** Ends the child in good order, by force once {@link #STOP_LIMIT} is over. */
  void stop() {
    Process running = process;
    if (running != null && running.isAlive()) {
      end(running.toHandle());
      archive.publish();
    }
    ended();
  }

  /** Ends the child at once, as a crash would. */
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      if (!awaitEnd(running, KILL_LIMIT)) {
        throw new StackException(
            spec.name() + " process " + running.pid() + " outlived " + KILL_LIMIT + " and a kill");
      }
      archive.discardDraft();
    }
    ended();
  }

  private void ended() {
    Children.remove(this);
    pidFile.delete();
  }

  boolean isAlive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  /** The process's number; of the last one if none runs. */
  long pid() {
    Process last = process;
    if (last == null) {
      throw new IllegalStateException(spec.name() + " was never started");
    }
    return last.pid();
  }

  private void end(ProcessHandle child) {
    child.destroy();
    if (!awaitEnd(child, STOP_LIMIT)) {
      log.warn("{} process {} outlived {}: killing it", spec.name(), child.pid(), STOP_LIMIT);
      child.destroyForcibly();
      if (!awaitEnd(child, KILL_LIMIT)) {
        throw new StackException(
            spec.name() + " process " + child.pid() + " outlived " + KILL_LIMIT + " and a kill");
      }
    }
  }

  /**
   * The process itself is asked and not its handle, which may know of the end a moment before the
   * process knows its exit code.
   */
  private static boolean awaitEnd(Process child, Duration limit) {
    return awaitEnd(child.onExit(), child.pid(), limit);
  }

  private static boolean awaitEnd(ProcessHandle child, Duration limit) {
    return awaitEnd(child.onExit(), child.pid(), limit);
  }

  /** Waits on through interruptions, which ask to end early: that is what ending the child is. */
  private static boolean awaitEnd(Future<?> exit, long pid, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          exit.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
          return true;
        } catch (TimeoutException e) {
          return false;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("waiting for process " + pid + " failed", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
