package dev.baton.agent.kafka;

import dev.baton.agent.slot.Cancellations;
import dev.baton.schemas.Control;
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

/** Reads the control topic on a thread of its own, every pod all of it, from a while ago. */
public final class ControlReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(ControlReader.class);

  private final ClientSettings settings;
  private final AvroSerdes serdes;
  private final String topic;
  private final Cancellations cancellations;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Instant from = Instant.MAX;
  private volatile Optional<KafkaConsumer<byte[], byte[]>> current = Optional.empty();

  /**
   * A reader that has not begun.
   *
   * @param settings of the client
   * @param serdes reads Avro
   * @param topic the control topic
   * @param cancellations remembers what is read
   */
  public ControlReader(
      ClientSettings settings, AvroSerdes serdes, String topic, Cancellations cancellations) {
    this.settings = settings;
    this.serdes = serdes;
    this.topic = topic;
    this.cancellations = cancellations;
    this.thread = Thread.ofPlatform().name("baton-control").daemon().unstarted(this::run);
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
    try (AvroDecoder<Control> decoder = serdes.decoder(Control.class)) {
      while (!closed) {
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                settings.controlConsumer(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try {
          current = Optional.of(consumer);
          read(consumer, decoder);
        } catch (WakeupException e) {
          LOG.debug("control reader was woken up", e);
        } catch (KafkaException e) {
          LOG.warn("control topic {} cannot be read; tried again", topic, e);
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

  private void read(KafkaConsumer<byte[], byte[]> consumer, AvroDecoder<Control> decoder)
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
   * After a fault it reads from the same moment again: a cancellation that is heard twice is the
   * same.
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

  private void apply(ConsumerRecord<byte[], byte[]> record, AvroDecoder<Control> decoder)
      throws InterruptedException {
    while (!closed) {
      try {
        switch (decoder.decode(topic, record.value())) {
          case Decoded.Valid<Control>(Control control) -> cancellations.add(control);
          case Decoded.Poison<Control> poison ->
              LOG.warn(
                  "control record {}@{} is passed over: {}",
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
        LOG.warn("control reader did not end within {}", CLOSE_BOUND);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
