package dev.baton.cli.stack;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.state.RunningStack;
import dev.baton.cli.state.StackFile;
import dev.baton.cli.state.StackProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The local stack in a process of its own, which outlives the command that starts it. */
public final class DetachedStack {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);

  /** The services together; a bound, not a need: at rest they hold a fraction of it. */
  private static final String HEAP = "768m";

  private static final int SHOWN_LINES = 15;
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Settings settings;
  private final StackFile file;

  /** The stack of these settings' state folder. */
  public DetachedStack(Settings settings) {
    this.settings = settings;
    this.file = new StackFile(settings.state());
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @throws CommandFailure with the log's last lines if it ends before or is not ready in time
   */
  public RunningStack start(Duration timeout) throws InterruptedException {
    Path console = settings.state().root().resolve("console.log");
    Process process = launch(console);
    Thread stopAgain = Thread.ofPlatform().unstarted(process::destroy);
    Runtime.getRuntime().addShutdownHook(stopAgain);
    Instant deadline = Instant.now().plus(timeout);
    while (process.isAlive()) {
      Optional<RunningStack> ready = file.readRunning();
      if (ready.isPresent()) {
        Runtime.getRuntime().removeShutdownHook(stopAgain);
        return ready.get();
      }
      if (Instant.now().isAfter(deadline)) {
        throw failed("not ready within " + timeout.toSeconds() + " s", console);
      }
      process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
    }
    Runtime.getRuntime().removeShutdownHook(stopAgain);
    throw failed("ended with exit code " + process.exitValue(), console);
  }

  /**
   * Stops it, gently first.
   *
   * @return whether anything ran
   */
  public boolean stop() throws InterruptedException {
    Optional<RunningStack> stack = file.read();
    if (stack.isEmpty()) {
      return false;
    }
    boolean ran = stack.get().processes().stream().anyMatch(one -> one.handle().isPresent());
    if (stack.get().services().handle().isPresent()) {
      ForegroundStack.requestStop(settings.state());
      awaitEnd(stack.get().services(), STOP_TIMEOUT);
    }
    for (StackProcess process : stack.get().processes()) {
      process.handle().ifPresent(ProcessHandle::destroy);
    }
    for (StackProcess process : stack.get().processes()) {
      awaitEnd(process, KILL_TIMEOUT);
      process.handle().ifPresent(ProcessHandle::destroyForcibly);
    }
    file.delete();
    return ran;
  }

  private Process launch(Path console) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // Away from this terminal, so that its interrupts and its end do not reach the stack.
      command.add(SETSID.toString());
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    // Later options win, so these stand behind those that this process was started with.
    command.addAll(List.of("-Xmx" + HEAP, "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.baton.cli.BatonCommand", "up", "--foreground"));
    command.addAll(List.of("--state", settings.state().root().toString()));
    command.addAll(List.of("--prefix", settings.names().prefix()));
    try {
      return new ProcessBuilder(command)
          .directory(settings.state().root().toFile())
          .redirectErrorStream(true)
          .redirectOutput(console.toFile())
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .start();
    } catch (IOException e) {
      throw CommandFailure.failed("cannot start a process: " + e.getMessage(), e);
    }
  }

  private CommandFailure failed(String what, Path console) {
    List<String> last = new ArrayList<>(tail(settings.state().logFile()));
    last.addAll(tail(console));
    return CommandFailure.failed(
        "the local stack %s (expected: ready). Last lines of %s and %s:%n%s"
            .formatted(
                what,
                settings.state().logFile(),
                console,
                String.join(System.lineSeparator(), last)));
  }

  private static List<String> tail(Path log) {
    try {
      List<String> lines =
          Files.exists(log)
              ? Files.readAllLines(log).stream().filter(line -> !isStackFrame(line)).toList()
              : List.of();
      return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    } catch (IOException e) {
      return List.of("cannot read " + log + ": " + e.getMessage());
    }
  }

  private static boolean isStackFrame(String line) {
    return line.startsWith("\tat ") || line.startsWith("\t...");
  }

  private static void awaitEnd(StackProcess process, Duration timeout) throws InterruptedException {
    Optional<CompletableFuture<ProcessHandle>> end = process.handle().map(ProcessHandle::onExit);
    if (end.isEmpty()) {
      return;
    }
    try {
      end.get().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Whoever waits goes on to the next, harder means.
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for the end of a process cannot fail", e);
    }
  }
}
