package dev.baton.router.following;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hands every record of some topics over, from a moment before the start on: what lies there
 * already before {@link #start()} returns, the rest on a thread of its own. Best effort: it belongs
 * to no group, commits nothing, and what it follows must do without it while the broker is away.
 */
public final class TopicFollower implements SmartLifecycle {

  /** Before the inbox starts, after it stops. */
  private static final int PHASE = 0;

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);

  private final List<String> topics;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Supplier<Instant> since;
  private final Handler handler;
  private volatile @Nullable Session session;

  /** Takes records, on one thread at a time. */
  public interface Handler {

    /** Takes a record; a fault of the record's own must not be thrown. */
    void accept(ConsumerRecord<byte[], byte[]> record);
  }

  /**
   * A follower.
   *
   * @param consumers makes a consumer without a group
   * @param since from when, asked at the start
   */
  public TopicFollower(
      List<String> topics,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Supplier<Instant> since,
      Handler handler) {
    this.topics = List.copyOf(topics);
    this.consumers = consumers;
    this.since = since;
    this.handler = handler;
  }

  /**
   * Reads what lies there.
   *
   * @throws IllegalStateException if that takes too long
   */
  @Override
  public void start() {
    Consumer<byte[], byte[]> consumer = consumers.get();
    try {
      catchUp(consumer);
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw e;
    }
    Session started = new Session(consumer);
    session = started;
    started.thread.start();
  }

  private void catchUp(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic, START_TIMEOUT).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, START_TIMEOUT);
    seek(consumer, partitions, ends);
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    // An empty poll says nothing: only the position tells the end.
    while (!ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), START_TIMEOUT) >= end.getValue())) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s: not read to the end within %s".formatted(topics, START_TIMEOUT));
      }
      consumer.poll(POLL).forEach(handler::accept);
    }
  }

  private void seek(
      Consumer<byte[], byte[]> consumer,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.get().toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(times, START_TIMEOUT);
    ends.forEach((partition, end) -> {
      OffsetAndTimestamp found = first.get(partition);
      consumer.seek(partition, found == null ? end : found.offset());
    });
  }

  @Override
  public void stop() {
    Session running = session;
    if (running != null) {
      running.stop();
      session = null;
    }
  }

  /** Whether records are still handed over. */
  @Override
  public boolean isRunning() {
    Session running = session;
    return running != null && running.thread.isAlive();
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** One consumer's life after the start; its thread alone uses it. */
  private final class Session {
    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean stopping;

    Session(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
      this.thread = Thread.ofPlatform().name("baton-follower").daemon().unstarted(this::follow);
    }

    private void follow() {
      try {
        while (!stopping) {
          consumer.poll(POLL).forEach(handler::accept);
        }
      } catch (WakeupException _) {
        // Only stop() wakes the consumer up.
      } catch (KafkaException e) {
        log.error("{} are no longer followed until a restart", topics, e);
      } finally {
        // It has no group to leave, so it need not wait for the fetch that a broker holds open.
        consumer.close(CloseOptions.timeout(Duration.ZERO));
      }
    }

    void stop() {
      stopping = true;
      consumer.wakeup();
      try {
        if (!thread.join(STOP_TIMEOUT)) {
          log.warn("{} are still read after {}", topics, STOP_TIMEOUT);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
