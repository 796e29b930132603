package dev.baton.cli.stack;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.state.RunningStack;
import dev.baton.cli.state.StateLock;
import dev.baton.stack.LocalStack;
import dev.baton.stack.StackException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All services in this process over a broker and a registry as child processes. One process at a
 * time owns a state folder.
 */
public final class LocalServices implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalServices.class);

  private final Parts parts;

  /**
   * What was started.
   *
   * @param lock the right to the state folder
   * @param processes broker and registry
   * @param contexts the services
   * @param running the same as others see it
   */
  record Parts(
      StateLock lock, LocalStack processes, ServiceContexts contexts, RunningStack running) {}

  private LocalServices(Parts parts) {
    this.parts = parts;
  }

  /**
   * Starts everything and returns when it is ready.
   *
   * @throws CommandFailure if another process owns the state folder or a part does not start
   */
  public static LocalServices start(Settings settings) throws InterruptedException {
    return start(settings, LocalStackPlan.standard(settings));
  }

  /** Starts what a plan says and returns when it is ready. */
  public static LocalServices start(Settings settings, LocalStackPlan plan)
      throws InterruptedException {
    StateLock lock =
        StateLock.tryLock(settings.state().prepared().lockFile()).orElseThrow(() -> busy(settings));
    return start(settings, plan, lock);
  }

  /**
   * Starts what a plan says and returns when it is ready.
   *
   * @param lock the right to the state folder; given back when the services are closed
   */
  static LocalServices start(Settings settings, LocalStackPlan plan, StateLock lock)
      throws InterruptedException {
    Startup startup = new Startup(settings, lock);
    try {
      LocalServices services = new LocalServices(startup.run(plan));
      // Also when the process is told to end: first the services, while broker and registry serve.
      LocalStack.beforeExit(services.parts.contexts()::close);
      return services;
    } catch (StackException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
    } finally {
      startup.undoUnlessComplete();
    }
  }

  static CommandFailure busy(Settings settings) {
    return CommandFailure.failed(
        "state folder: %s is in use by another baton that starts or stops (expected: one at a time; try again, or use another --state)"
            .formatted(settings.state().root()));
  }

  /** What runs. */
  public RunningStack stack() {
    return parts.running();
  }

  /** Stops the services, then what they rely on. */
  @Override
  public void close() {
    long before = System.nanoTime();
    parts.contexts().close();
    long services = System.nanoTime();
    closeProcesses();
    parts.lock().close();
    LOG.info(
        "stopped: services in {} ms, broker and registry in {} ms",
        (services - before) / 1_000_000,
        (System.nanoTime() - services) / 1_000_000);
  }

  /** Side by side: each takes its time to write down what it holds. */
  private void closeProcesses() {
    try (ExecutorService stops = Executors.newVirtualThreadPerTaskExecutor()) {
      stops.execute(parts.processes().registry()::close);
      stops.execute(parts.processes().broker()::close);
    }
  }
}
