package dev.baton.cli.client;

import dev.baton.schemas.JournalRecord;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what workers have recorded of a run's calls to models and tools. */
public final class RunJournal {

  /** Clocks of brokers and workers may differ by so much. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /** What every journal's name begins with. */
  private static final String ANY_ROLE = "x";

  private RunJournal() {}

  /**
   * The records of all roles, in the order in which their calls ended; those that are older than
   * the journal's retention are gone.
   *
   * @param since when the run began
   */
  public static List<JournalRecord> read(Installation installation, String runId, Instant since) {
    List<JournalRecord> records = new ArrayList<>();
    Consumer<byte[], byte[]> consumer = installation.consumer();
    try (AvroDecoder<JournalRecord> decoder = installation.serdes().decoder(JournalRecord.class)) {
      Partitions partitions = new Partitions(consumer);
      List<TopicPartition> all = new ArrayList<>();
      journals(installation, consumer).forEach(topic -> all.addAll(partitions.of(topic)));
      new TopicScan(consumer)
          .readSince(
              all,
              since.minus(MARGIN),
              batch -> batch.forEach(polled -> collect(decoder, polled, runId, records)));
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
    records.sort(Comparator.comparing(JournalRecord::getAt));
    return records;
  }

  private static Set<String> journals(
      Installation installation, Consumer<byte[], byte[]> consumer) {
    String one = installation.names().journal(ANY_ROLE);
    String beginning = one.substring(0, one.length() - ANY_ROLE.length());
    Set<String> topics = new TreeSet<>(consumer.listTopics().keySet());
    topics.removeIf(topic -> !topic.startsWith(beginning));
    return topics;
  }

  private static void collect(
      AvroDecoder<JournalRecord> decoder,
      ConsumerRecord<byte[], byte[]> polled,
      String runId,
      List<JournalRecord> records) {
    if (decoder.decode(polled.topic(), polled.value())
            instanceof Decoded.Valid<JournalRecord>(JournalRecord entry)
        && entry.getRunId().equals(runId)) {
      records.add(entry);
    }
  }
}
