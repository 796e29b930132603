package dev.baton.router.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The broker's ids of the inbound topics. A topic that was deleted and made again has another id,
 * so its offsets name other requests. Not thread-safe: used by the consuming thread alone.
 */
public final class TopicIds {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Admin admin;
  private final Map<String, String> ids = new HashMap<>();
  private final Map<TopicPartition, Long> lastOffsets = new HashMap<>();

  /** Ids as this admin client sees them. */
  public TopicIds(Admin admin) {
    this.admin = admin;
  }

  /**
   * The id of a record's topic.
   *
   * @throws KafkaException if the broker does not tell it in time
   */
  public String of(ConsumerRecord<?, ?> record) {
    Long last =
        lastOffsets.put(new TopicPartition(record.topic(), record.partition()), record.offset());
    // Offsets that start again belong to a new topic of the same name, or to a redelivery, where
    // asking again does no harm.
    if (last != null && record.offset() <= last) {
      ids.remove(record.topic());
    }
    return ids.computeIfAbsent(record.topic(), this::ask);
  }

  private String ask(String topic) {
    try {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .values()
          .iterator()
          .next()
          .topicId()
          .toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("topic " + topic + ": interrupted while asking for its id", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException(
          "topic %s: no id from the broker within %s".formatted(topic, TIMEOUT), e);
    }
  }
}
