package dev.baton.router.registry;

import dev.baton.router.catalog.Catalog;
import dev.baton.router.kafka.DeadLetters;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.WorkflowDefinition;
import dev.baton.serde.AvroSerdes;
import dev.baton.serde.RegistryUnavailableException;
import dev.baton.topics.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the catalog as the agents and workflows topics have it: read to the end before the first
 * request is routed, followed from then on. The catalog may be asked for by any thread.
 */
public final class CatalogFollower implements SmartLifecycle, Supplier<Catalog> {

  /** Before the inbox starts, after it stops. */
  private static final int PHASE = 0;

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(CatalogFollower.class);

  private final TopicNames names;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Supplier<CatalogRecords> records;
  private final Duration startTimeout;
  private volatile Catalog catalog = Catalog.empty();
  private volatile Runnable whenChanged = () -> {};
  private volatile @Nullable Session session;

  /**
   * A follower.
   *
   * @param consumers makes a consumer without a group
   * @param startTimeout longest wait for the end of both topics at the start
   */
  public CatalogFollower(
      TopicNames names,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Sources sources,
      Duration startTimeout) {
    this.names = names;
    this.consumers = consumers;
    this.records =
        () ->
            new CatalogRecords(
                names,
                sources.serdes().decoder(AgentCard.class),
                sources.serdes().decoder(WorkflowDefinition.class),
                sources.deadLetters());
    this.startTimeout = startTimeout;
  }

  /**
   * What records are read with, and where unusable ones go.
   *
   * @param serdes makes the decoders
   * @param deadLetters takes what cannot be used
   */
  public record Sources(AvroSerdes serdes, DeadLetters deadLetters) {}

  /** Sets what is told of changes, on the following thread; it must return soon. */
  public void whenChanged(Runnable listener) {
    whenChanged = listener;
  }

  @Override
  public Catalog get() {
    return catalog;
  }

  /**
   * Reads both topics to their end.
   *
   * @throws IllegalStateException if that takes too long or nothing is published
   */
  @Override
  public void start() {
    Session started = new Session(consumers.get(), records.get());
    try {
      started.readToEnd();
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
    log.info(
        "catalog read: {} agents, {} workflows",
        catalog.roles().size(),
        catalog.workflows().size());
    session = started;
    started.thread.start();
  }

  @Override
  public void stop() {
    Session running = session;
    if (running != null) {
      running.stop();
      session = null;
    }
  }

  /** Whether changes are still followed. */
  @Override
  public boolean isRunning() {
    Session running = session;
    return running != null && running.thread.isAlive();
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** One consumer's life from start to stop; its thread alone uses the consumer once it runs. */
  private final class Session {
    private final Consumer<byte[], byte[]> consumer;
    private final CatalogRecords reader;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread =
        Thread.ofPlatform().name("baton-catalog").daemon().unstarted(this::follow);

    Session(Consumer<byte[], byte[]> consumer, CatalogRecords reader) {
      this.consumer = consumer;
      this.reader = reader;
    }

    void readToEnd() {
      List<TopicPartition> partitions =
          Stream.of(names.agents(), names.workflows()).flatMap(this::partitionsOf).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + startTimeout.toNanos();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, startTimeout);
      // An empty poll says nothing: only the position tells the end.
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey(), startTimeout) >= end.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "catalog: not read within %s (expected: %s and %s read to their end)"
                  .formatted(startTimeout, names.agents(), names.workflows()));
        }
        applyBatch(deadline);
      }
      if (catalog.isEmpty()) {
        throw new IllegalStateException(
            "catalog: %s and %s hold nothing usable (expected: agent cards and workflows; publish them with `baton cluster apply`)"
                .formatted(names.agents(), names.workflows()));
      }
    }

    private Stream<TopicPartition> partitionsOf(String topic) {
      return consumer.partitionsFor(topic, startTimeout).stream()
          .map(info -> new TopicPartition(topic, info.partition()));
    }

    private void follow() {
      try (consumer;
          reader) {
        while (stopping.getCount() > 0) {
          applyBatch(Long.MAX_VALUE);
        }
      } catch (WakeupException _) {
        // Only stop() wakes the consumer up.
      } catch (RuntimeException e) {
        log.error(
            "catalog is no longer followed: cards and workflows stay as they are until a restart",
            e);
      }
    }

    private void applyBatch(long deadline) {
      Catalog before = catalog;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        applyPatiently(record, deadline);
      }
      if (!catalog.equals(before)) {
        whenChanged.run();
      }
    }

    private void applyPatiently(ConsumerRecord<byte[], byte[]> record, long deadline) {
      Duration backoff = FIRST_BACKOFF;
      while (true) {
        try {
          catalog = reader.apply(catalog, record);
          return;
        } catch (RegistryUnavailableException | KafkaException e) {
          if (System.nanoTime() > deadline) {
            throw new IllegalStateException("catalog: not read within " + startTimeout, e);
          }
          pause(backoff);
          backoff =
              backoff.multipliedBy(2).compareTo(MAX_BACKOFF) < 0
                  ? backoff.multipliedBy(2)
                  : MAX_BACKOFF;
        }
      }
    }

    private void pause(Duration backoff) {
      try {
        if (stopping.await(backoff.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new WakeupException();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new WakeupException();
      }
    }

    void stop() {
      stopping.countDown();
      consumer.wakeup();
      try {
        if (!thread.join(STOP_TIMEOUT)) {
          log.warn("catalog: still reading after {}", STOP_TIMEOUT);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    void close() {
      // It has no group to leave, so it need not wait for the fetch that a broker holds open.
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      reader.close();
    }
  }
}
