package dev.baton.cli.client;

import dev.baton.cli.failure.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a topic has and which of them holds a key. */
final class Partitions {

  private final Consumer<byte[], byte[]> consumer;

  Partitions(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** All partitions of a topic. */
  List<TopicPartition> of(String topic) {
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (!partitions.isEmpty()) {
        return partitions;
      }
    } catch (KafkaException e) {
      throw CommandFailure.failed(
          "broker: no answer about topic %s: %s".formatted(topic, e.getMessage()), e);
    }
    throw CommandFailure.failed(
        "topic: %s is not there (expected: an installation set up with baton cluster apply)"
            .formatted(topic));
  }

  /** The partition to which our own producers send a key: all of them use Kafka's default. */
  TopicPartition of(String topic, String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return new TopicPartition(topic, BuiltInPartitioner.partitionForKey(bytes, of(topic).size()));
  }
}
