package dev.baton.router.app;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.RetryListener;

/**
 * Knows whether the inbox is stuck: how often its batch has failed since the last one that went
 * through. Thread-safe.
 */
final class DeliveryWatch implements RetryListener {

  /**
   * Failures in a row after which the service is unhealthy; the back-off has reached several
   * seconds by then.
   */
  static final int TOLERATED_FAILURES = 5;

  private final AtomicReference<@Nullable String> fault = new AtomicReference<>();

  @Override
  public void failedDelivery(
      ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
    note(failure, attempt);
  }

  @Override
  public void failedDelivery(ConsumerRecords<?, ?> records, Exception failure, int attempt) {
    note(failure, attempt);
  }

  /** Passes batches on and notes each that goes through, at the first delivery or a later one. */
  BatchMessageListener<byte[], byte[]> around(BatchMessageListener<byte[], byte[]> listener) {
    return batch -> {
      listener.onMessage(batch);
      fault.set(null);
    };
  }

  /** Why the inbox is stuck, where it is. */
  Optional<String> fault() {
    return Optional.ofNullable(fault.get());
  }

  private void note(@Nullable Exception failure, int attempt) {
    if (attempt > TOLERATED_FAILURES) {
      fault.set("batch failed %d times, last with %s".formatted(attempt, failure));
    }
  }
}
