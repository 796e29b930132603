package dev.baton.cli.stack;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.output.Screen;
import dev.baton.cli.state.StackFile;
import dev.baton.cli.state.StackProcess;
import dev.baton.cli.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The local stack in this process until somebody asks for its end. */
public final class ForegroundStack {

  private static final Logger LOG = LoggerFactory.getLogger(ForegroundStack.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Settings settings;
  private final Screen screen;

  /** The stack of these settings' state folder. */
  public ForegroundStack(Settings settings, Screen screen) {
    this.settings = settings;
    this.screen = screen;
  }

  /**
   * Runs it.
   *
   * @throws CommandFailure if it cannot start, or if one of its processes ends by itself
   */
  public void run() throws InterruptedException {
    Path stop = stopFile(settings.state());
    StackFile file = new StackFile(settings.state());
    try (LocalServices services = LocalServices.start(settings)) {
      Files.deleteIfExists(stop);
      file.write(services.stack());
      screen.note("ready: broker " + services.stack().bootstrapServers());
      awaitStop(services, stop);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + stop, e);
    } finally {
      file.delete();
    }
  }

  /** Asks the process that runs the stack to end it in order. */
  static void requestStop(StateFolder state) {
    try {
      Files.writeString(stopFile(state), "");
    } catch (IOException e) {
      throw CommandFailure.failed("cannot write " + stopFile(state), e);
    }
  }

  private void awaitStop(LocalServices services, Path stop) throws InterruptedException {
    // A signal would stop services, broker and registry all at once, each losing the others' help;
    // a file lets them end in order.
    while (!Files.exists(stop)) {
      Thread.sleep(LOOK);
      Optional<StackProcess> missing = services.stack().missing();
      if (missing.isPresent()) {
        LOG.error("{} (process {}) ended by itself", missing.get().name(), missing.get().pid());
        throw CommandFailure.failed(
            missing.get().name() + ": process " + missing.get().pid() + " ended by itself");
      }
    }
  }

  private static Path stopFile(StateFolder state) {
    return state.root().resolve("stop");
  }
}
