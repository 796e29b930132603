package dev.baton.agent.kafka;

import dev.baton.serde.AvroDecoder;
import dev.baton.serde.AvroSerdes;
import dev.baton.serde.Decoded;
import dev.baton.serde.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic on a thread of its own, every pod all of it, from a while ago. What it reads may
 * come twice after a fault.
 *
 * @param <T> what lies on the topic
 */
public final class TopicReader<T extends SpecificRecord> implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

  private final ClientSettings settings;
  private final AvroSerdes serdes;
  private final String topic;
  private final Class<T> type;
  private final Consumer<T> listener;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Instant from = Instant.MAX;
  private volatile Optional<KafkaConsumer<byte[], byte[]>> current = Optional.empty();

  /**
   * A topic.
   *
   * @param topic its name
   * @param type what lies on it
   */
  public record Source<T>(String topic, Class<T> type) {}

  /**
   * A reader that has not begun.
   *
   * @param settings of the client
   * @param serdes reads Avro
   * @param source what is read
   * @param listener hears of every record, in the order of each partition
   */
  public TopicReader(
      ClientSettings settings, AvroSerdes serdes, Source<T> source, Consumer<T> listener) {
    this.settings = settings;
    this.serdes = serdes;
    this.topic = source.topic();
    this.type = source.type();
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("baton-reads-" + topic).daemon().unstarted(this::run);
  }

  /**
   * Begins to read.
   *
   * @param since the oldest record that still matters
   */
  public void start(Instant since) {
    from = since;
    thread.start();
  }

  private void run() {
    try (AvroDecoder<T> decoder = serdes.decoder(type)) {
      while (!closed) {
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                settings.broadcastConsumer(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try {
          current = Optional.of(consumer);
          read(consumer, decoder);
        } catch (WakeupException e) {
          LOG.debug("a reader was woken up", e);
        } catch (KafkaException e) {
          LOG.warn("topic {} cannot be read; tried again", topic, e);
          Thread.sleep(PAUSE);
        } finally {
          // It has no group to leave, so it need not wait for the fetch that a broker holds open.
          consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer, AvroDecoder<T> decoder)
      throws InterruptedException {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    seek(consumer, partitions);
    while (!closed) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        apply(record, decoder);
      }
    }
  }

  /**
   * After a fault it reads from the same moment again: who listens takes what is heard twice as
   * once.
   */
  private void seek(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, @Nullable OffsetAndTimestamp> found =
        new HashMap<>(consumer.offsetsForTimes(times));
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record, AvroDecoder<T> decoder)
      throws InterruptedException {
    while (!closed) {
      try {
        switch (decoder.decode(topic, record.value())) {
          case Decoded.Valid<T>(T value) -> listener.accept(value);
          case Decoded.Poison<T> poison ->
              LOG.warn(
                  "record {}-{}@{} is passed over: {}",
                  topic,
                  record.partition(),
                  record.offset(),
                  poison.message());
        }
        return;
      } catch (RegistryUnavailableException e) {
        LOG.debug("schema registry does not answer; tried again", e);
        Thread.sleep(PAUSE);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    current.ifPresent(KafkaConsumer::wakeup);
    try {
      if (!thread.join(CLOSE_BOUND)) {
        LOG.warn("reader of {} did not end within {}", topic, CLOSE_BOUND);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
