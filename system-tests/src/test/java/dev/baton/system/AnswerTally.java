package dev.baton.system;

import dev.baton.cli.client.Installation;
import dev.baton.schemas.Answer;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Every answer on the answers topic, as an upstream system sees them. */
final class AnswerTally implements AutoCloseable {

  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private final AvroDecoder<Answer> decoder;
  private final Map<String, List<Answer>> answers = new TreeMap<>();

  AnswerTally(Installation installation) {
    topic = installation.names().answers();
    consumer = installation.consumer();
    decoder = installation.serdes().decoder(Answer.class);
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
  }

  /** Reads what has come since, and returns how many runs have an answer. */
  int read() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      if (!(decoder.decode(topic, record.value())
          instanceof Decoded.Valid<Answer>(Answer answer))) {
        throw new IllegalStateException("answers: a record does not decode: " + record);
      }
      answers.computeIfAbsent(answer.getRunId(), id -> new ArrayList<>()).add(answer);
    }
    return answers.size();
  }

  /** Reads on until nothing that was committed by now is left. */
  void readToTheEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      read();
    }
  }

  /** The answers by run. */
  Map<String, List<Answer>> byRun() {
    return Collections.unmodifiableMap(answers);
  }

  @Override
  public void close() {
    consumer.close();
    decoder.close();
  }
}
