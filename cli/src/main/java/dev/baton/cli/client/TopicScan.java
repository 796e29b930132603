package dev.baton.cli.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
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
    read(
        partitions,
        (beginning, end) -> Math.max(beginning.offset(), end - last),
        batch -> batch.forEach(handler));
  }

  /** Hands every committed record since a time over, as many at once as one poll brings. */
  void readSince(
      Collection<TopicPartition> partitions,
      Instant since,
      java.util.function.Consumer<List<ConsumerRecord<byte[], byte[]>>> handler) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(times);
    read(
        partitions,
        (beginning, end) -> {
          OffsetAndTimestamp found = first.get(beginning.partition());
          // Without one, all records are older.
          return found == null ? end : Math.max(beginning.offset(), found.offset());
        },
        handler);
  }

  private record Beginning(TopicPartition partition, long offset) {}

  private void read(
      Collection<TopicPartition> partitions,
      BiFunction<Beginning, Long, Long> start,
      java.util.function.Consumer<List<ConsumerRecord<byte[], byte[]>>> handler) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    ends.forEach((partition, end) ->
        consumer.seek(
            partition,
            start.apply(new Beginning(partition, beginnings.getOrDefault(partition, 0L)), end)));
    while (!ends.isEmpty()) {
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      if (!ends.isEmpty()) {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        consumer.poll(POLL).forEach(batch::add);
        handler.accept(batch);
      }
    }
  }
}
