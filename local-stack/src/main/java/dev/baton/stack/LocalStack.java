package dev.baton.stack;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Broker and registry, started side by side.
 *
 * @param broker the running broker
 * @param registry the running registry
 */
public record LocalStack(LocalBroker broker, LocalRegistry registry) implements AutoCloseable {
  private static final String FAILED = "the local stack failed to start";

  /**
   * Starts both and waits until both serve; if one does not come up, neither runs.
   *
   * @throws StackException as {@link LocalBroker#start} and {@link LocalRegistry#start} do
   */
  public static LocalStack start(StackOptions options) {
    ExecutorService starts = Executors.newVirtualThreadPerTaskExecutor();
    Future<LocalBroker> broker = starts.submit(() -> LocalBroker.start(options.broker()));
    Future<LocalRegistry> registry = starts.submit(() -> LocalRegistry.start(options.registry()));
    boolean complete = false;
    try {
      LocalStack stack = new LocalStack(started(broker), started(registry));
      complete = true;
      return stack;
    } finally {
      // Ends a start that still goes on; an interrupted start ends its own child.
      starts.shutdownNow();
      starts.close();
      if (!complete) {
        closeIfStarted(broker, LocalBroker::close);
        closeIfStarted(registry, LocalRegistry::close);
      }
    }
  }

  private static <T> T started(Future<T> start) {
    try {
      return start.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StackException known ? known : new StackException(FAILED, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while the local stack was starting", e);
    }
  }

  private static <T> void closeIfStarted(Future<T> start, Consumer<T> close) {
    if (start.state() == Future.State.SUCCESS) {
      close.accept(start.resultNow());
    }
  }

  /**
   * Registers what must happen at the JVM's exit while the children still serve, such as winding up
   * their clients. All such tasks run side by side and have 30 s; then the children are ended.
   */
  public static void beforeExit(Runnable task) {
    Children.beforeExit(task);
  }

  /** Stops both, side by side; their data stays. */
  @Override
  public void close() {
    CompletableFuture<Void> registryStop =
        CompletableFuture.runAsync(registry::close, Thread::startVirtualThread);
    try {
      broker.close();
    } finally {
      registryStop.join();
    }
  }
}
