package dev.baton.agent.kafka;

import dev.baton.agent.slot.FetchMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of every Kafka client of a worker, made from what the installation says about
 * reaching its brokers. Immutable and thread-safe.
 *
 * @param common how brokers are reached: bootstrap servers, security
 * @param fetchWait how long a broker may hold a fetch open while there is nothing to fetch: longer
 *     costs less at rest, but leaving the group waits for it
 * @param batchRecords records of one poll in batch mode
 */
public record ClientSettings(Map<String, Object> common, Duration fetchWait, int batchRecords) {

  private static final int MAX_REQUEST_BYTES = 2 * 1024 * 1024;

  /** Copies the settings. */
  public ClientSettings {
    common = Map.copyOf(common);
  }

  Map<String, Object> shareConsumer(FetchMode mode) {
    Map<String, Object> settings = base();
    settings.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    // One lock a record: a whole producer batch must never wait behind one slot.
    settings.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    settings.put(
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mode == FetchMode.BATCH ? batchRecords : 1);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) fetchWait.toMillis());
    return settings;
  }

  Map<String, Object> consumer() {
    Map<String, Object> settings = base();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Control comes from transactions of the orchestrator.
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return settings;
  }

  Map<String, Object> broadcastConsumer() {
    Map<String, Object> settings = consumer();
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) Duration.ofSeconds(5).toMillis());
    return settings;
  }

  Map<String, Object> producer() {
    Map<String, Object> settings = base();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Duration.ofSeconds(10).toMillis());
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) Duration.ofSeconds(20).toMillis());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Duration.ofSeconds(10).toMillis());
    return settings;
  }

  /** For what may be lost: it never makes its caller wait. */
  Map<String, Object> bestEffortProducer() {
    Map<String, Object> settings = base();
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.RETRIES_CONFIG, 0);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1024L * 1024);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Duration.ofSeconds(4).toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) Duration.ofSeconds(5).toMillis());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
    return settings;
  }

  Map<String, Object> admin() {
    return base();
  }

  private Map<String, Object> base() {
    Map<String, Object> settings = new HashMap<>(common);
    // Clients of one virtual machine share a registry of managed beans, and nobody has asked for
    // pushed telemetry.
    settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return settings;
  }
}
