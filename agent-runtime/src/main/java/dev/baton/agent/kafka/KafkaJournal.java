package dev.baton.agent.kafka;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.journal.Journal;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.AvroSerdes;
import dev.baton.serde.Decoded;
import dev.baton.serde.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The journal on a role's topic, keyed by task. A task's records lie in one partition; reading
 * scans it from before the task's first attempt to the end as it was when the reading began.
 * Reading is rare, so each has a consumer of its own. Thread-safe.
 */
public final class KafkaJournal implements Journal {

  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaOutbox outbox;
  private final ClientSettings settings;
  private final AvroSerdes serdes;
  private final String topic;
  private final KafkaJournalLimits limits;

  /**
   * A role's journal.
   *
   * @param outbox writes the records
   * @param settings of the reading clients
   * @param serdes reads Avro
   * @param topic the role's journal
   */
  public KafkaJournal(
      KafkaOutbox outbox, ClientSettings settings, AvroSerdes serdes, String topic) {
    this.outbox = outbox;
    this.settings = settings;
    this.serdes = serdes;
    this.topic = topic;
    this.limits = KafkaJournalLimits.DEFAULT;
  }

  @Override
  public void append(JournalRecord entry) throws InterruptedException {
    try {
      outbox.journal(entry);
    } catch (TaskFailureException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new TaskFailureException(
          FailureClass.TRANSIENT, "journal %s: record is not safe".formatted(topic), e);
    }
  }

  @Override
  public List<JournalRecord> read(Task task) throws InterruptedException {
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        AvroDecoder<JournalRecord> decoder = serdes.decoder(JournalRecord.class)) {
      return new Scan(consumer, decoder, task).records();
    } catch (InterruptException e) {
      // Kafka sets the flag again; here it becomes the checked exception.
      Thread.interrupted();
      InterruptedException interruption =
          new InterruptedException("interrupted while reading the journal");
      interruption.initCause(e);
      throw interruption;
    } catch (KafkaException | RegistryUnavailableException e) {
      throw new TaskFailureException(
          FailureClass.TRANSIENT, "journal %s: cannot be read".formatted(topic), e);
    }
  }

  /**
   * From where a task's records can lie: its earlier attempts took their time before this one was
   * dispatched.
   */
  private Instant from(Task task) {
    Duration oneAttempt = Duration.ofMillis(task.getTimeoutMillis()).plus(limits.betweenAttempts());
    Duration back = oneAttempt.multipliedBy(task.getAttempt() - 1).plus(limits.margin());
    return task.getCreatedAt()
        .minus(back.compareTo(limits.longest()) < 0 ? back : limits.longest());
  }

  private final class Scan {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroDecoder<JournalRecord> decoder;
    private final Task task;
    private final byte[] key;
    private final List<JournalRecord> found = new ArrayList<>();

    Scan(KafkaConsumer<byte[], byte[]> consumer, AvroDecoder<JournalRecord> decoder, Task task) {
      this.consumer = consumer;
      this.decoder = decoder;
      this.task = task;
      this.key = task.getTaskId().getBytes(StandardCharsets.UTF_8);
    }

    List<JournalRecord> records() {
      int partitions = consumer.partitionsFor(topic).size();
      TopicPartition partition =
          new TopicPartition(topic, BuiltInPartitioner.partitionForKey(key, partitions));
      consumer.assign(List.of(partition));
      long end =
          Optional.ofNullable(consumer.endOffsets(List.of(partition)).get(partition)).orElse(0L);
      OffsetAndTimestamp first =
          consumer.offsetsForTimes(Map.of(partition, from(task).toEpochMilli())).get(partition);
      if (first == null) {
        return List.of();
      }
      consumer.seek(partition, first.offset());
      Instant latest = InstantSource.system().instant().plus(limits.readTime());
      while (consumer.position(partition) < end) {
        if (InstantSource.system().instant().isAfter(latest)) {
          throw new TaskFailureException(
              FailureClass.TRANSIENT,
              "journal %s: not read to its end within %s".formatted(topic, limits.readTime()));
        }
        consumer.poll(POLL).forEach(this::collect);
      }
      return List.copyOf(found);
    }

    private void collect(ConsumerRecord<byte[], byte[]> record) {
      if (Arrays.equals(record.key(), key)
          && decoder.decode(topic, record.value())
              instanceof Decoded.Valid<JournalRecord>(JournalRecord entry)) {
        found.add(entry);
      }
    }
  }
}
