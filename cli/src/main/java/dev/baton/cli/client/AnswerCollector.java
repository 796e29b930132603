package dev.baton.cli.client;

import dev.baton.schemas.Answer;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Collects the answers of many runs from the moment it is opened. Not thread-safe. */
public final class AnswerCollector implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(250);

  private final Consumer<byte[], byte[]> consumer;
  private final AvroDecoder<Answer> decoder;

  private AnswerCollector(Installation installation) {
    consumer = installation.consumer();
    decoder = installation.serdes().decoder(Answer.class);
  }

  /** A collector that sees every answer given from now on. */
  public static AnswerCollector open(Installation installation) {
    AnswerCollector collector = new AnswerCollector(installation);
    try {
      List<TopicPartition> partitions =
          new Partitions(collector.consumer).of(installation.names().answers());
      collector.consumer.assign(partitions);
      collector.consumer.seekToEnd(partitions);
      // Seeking is lazy: asking for the position makes it happen now.
      partitions.forEach(collector.consumer::position);
      return collector;
    } catch (RuntimeException e) {
      collector.close();
      throw e;
    }
  }

  /**
   * Waits until every run has its answer.
   *
   * @param handler given each answer once per record on the topic
   * @return the runs without an answer at the deadline
   */
  public Set<String> collect(
      Set<String> runs, Instant deadline, java.util.function.Consumer<Answer> handler) {
    Set<String> open = new HashSet<>(runs);
    while (!open.isEmpty() && Instant.now().isBefore(deadline)) {
      poll(
          runs,
          answer -> {
            open.remove(answer.getRunId());
            handler.accept(answer);
          });
    }
    return open;
  }

  /** Hands over what comes within a time, whether or not it was expected. */
  public void collectFor(
      Duration time, Set<String> runs, java.util.function.Consumer<Answer> handler) {
    Instant end = Instant.now().plus(time);
    while (Instant.now().isBefore(end)) {
      poll(runs, handler);
    }
  }

  private void poll(Set<String> runs, java.util.function.Consumer<Answer> handler) {
    for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(POLL)) {
      if (decoder.decode(polled.topic(), polled.value())
              instanceof Decoded.Valid<Answer>(Answer answer)
          && runs.contains(answer.getRunId())) {
        handler.accept(answer);
      }
    }
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    decoder.close();
  }
}
