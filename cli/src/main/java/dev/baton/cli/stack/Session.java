package dev.baton.cli.stack;

import dev.baton.cli.client.Installation;
import dev.baton.cli.output.Screen;
import dev.baton.cli.state.RunningStack;
import dev.baton.cli.state.StackFile;
import dev.baton.cli.state.StateLock;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The installation that a command works with: the one that the caller named, the local stack that
 * runs, or one that runs for this command alone.
 */
public final class Session implements AutoCloseable {

  /** A stack that starts or stops is ready or gone well within this time. */
  private static final Duration BUSY_TIMEOUT = Duration.ofMinutes(2);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Installation installation;
  private final Runnable onClose;

  private Session(Installation installation, Runnable onClose) {
    this.installation = installation;
    this.onClose = onClose;
  }

  /** Finds or starts the installation. */
  public static Session open(Settings settings, Screen screen) throws InterruptedException {
    if (settings.given().isPresent()) {
      return new Session(settings.given().get(), () -> {});
    }
    Instant deadline = Instant.now().plus(BUSY_TIMEOUT);
    for (boolean told = false; Instant.now().isBefore(deadline); told = true) {
      Optional<RunningStack> running = new StackFile(settings.state()).readRunning();
      if (running.isPresent()) {
        return new Session(installation(running.get()), () -> {});
      }
      Optional<StateLock> lock = StateLock.tryLock(settings.state().prepared().lockFile());
      if (lock.isPresent()) {
        return temporary(settings, lock.get(), screen);
      }
      if (!told) {
        screen.note("another baton starts or stops a local stack here: waiting for it");
      }
      Thread.sleep(LOOK);
    }
    throw LocalServices.busy(settings);
  }

  private static Session temporary(Settings settings, StateLock lock, Screen screen)
      throws InterruptedException {
    screen.note("starting a local stack for this command (to keep one running: baton up)");
    LocalServices services = LocalServices.start(settings, LocalStackPlan.standard(settings), lock);
    return new Session(installation(services.stack()), services::close);
  }

  /** Where a running stack is reached. */
  public static Installation installation(RunningStack stack) {
    return new Installation(
        stack.bootstrapServers(),
        RegistryEndpoint.apicurio(stack.registryUrl()),
        new TopicNames(stack.prefix()),
        Map.of());
  }

  /** Where to send requests and read answers. */
  public Installation installation() {
    return installation;
  }

  @Override
  public void close() {
    onClose.run();
  }
}
