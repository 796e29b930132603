package dev.baton.cli.client;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what lies on partitions now, up to the end as it was when the scan began. */
final class TopicScan {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;

  TopicScan(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * Hands every committed record over.
   *
   * @param last at most so many offsets from the end of each partition
   */
  void read(
      Collection<TopicPartition> partitions,
      long last,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> handler) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    ends.forEach((partition, end) ->
        consumer.seek(partition, Math.max(beginnings.getOrDefault(partition, 0L), end - last)));
    while (!ends.isEmpty()) {
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      if (!ends.isEmpty()) {
        consumer.poll(POLL).forEach(handler);
      }
    }
  }
}
