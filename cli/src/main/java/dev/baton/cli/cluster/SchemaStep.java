package dev.baton.cli.cluster;

import dev.baton.serde.RegistryEndpoint;
import dev.baton.serde.RegistryUnavailableException;
import dev.baton.serde.SchemaRegistrar;
import dev.baton.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Registers every topic's schema and guards its compatibility, several at a time. */
final class SchemaStep implements AutoCloseable {

  private static final int AT_ONCE = 4;
  private static final int ATTEMPTS = 3;

  private final SchemaRegistrar registrar;
  private final List<TopicSpec> topics;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("schemas-", 0).factory());
  private final List<Future<?>> pending = new ArrayList<>();

  SchemaStep(RegistryEndpoint registry, List<TopicSpec> topics) {
    this.registrar = new SchemaRegistrar(registry);
    this.topics = topics;
  }

  void begin() {
    for (TopicSpec topic : topics) {
      pending.add(
          executor.submit(() -> {
            register(topic);
            return null;
          }));
    }
  }

  /**
   * A registry that has just started may take long over its first answers; asking again is safe.
   */
  private void register(TopicSpec topic) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        registrar.register(topic);
        registrar.guard(topic);
        return;
      } catch (RegistryUnavailableException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  void finish() throws ExecutionException, InterruptedException {
    for (Future<?> one : pending) {
      one.get();
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    registrar.close();
  }
}
