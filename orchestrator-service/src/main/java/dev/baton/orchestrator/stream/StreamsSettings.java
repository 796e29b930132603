package dev.baton.orchestrator.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/**
 * How Kafka Streams runs.
 *
 * @param applicationId name of the group, and prefix of the changelog
 * @param client connection and security settings, by Kafka's names
 * @param stateDir folder of the local state
 * @param instanceId name of this instance, stable over restarts
 * @param threads stream threads
 * @param standbyReplicas warm copies of the state on other instances
 * @param cacheBytes heap for the state's cache
 * @param pace how often things happen
 */
public record StreamsSettings(
    String applicationId,
    Map<String, Object> client,
    Path stateDir,
    Optional<String> instanceId,
    int threads,
    int standbyReplicas,
    long cacheBytes,
    Pace pace) {

  // What other services wait for at most when an instance dies is the session timeout, so topics
  // are not looked at more rarely.
  private static final Duration METADATA_AGE = Duration.ofSeconds(10);
  private static final Duration FETCH_WAIT = Duration.ofSeconds(2);
  private static final int LARGEST_REQUEST = 2 * 1024 * 1024;

  /** Copies the map. */
  public StreamsSettings {
    client = Map.copyOf(client);
  }

  /**
   * How often things happen.
   *
   * @param poll longest wait for records
   * @param commitInterval longest time between commits under load
   * @param commitLinger wait for further records before the work at hand is committed
   * @param sessionTimeout after which a silent instance loses its partitions
   * @param transactionTimeout after which the broker aborts a hung instance's transaction
   */
  public record Pace(
      Duration poll,
      Duration commitInterval,
      Duration commitLinger,
      Duration sessionTimeout,
      Duration transactionTimeout) {}

  Properties toProperties() {
    Map<String, Object> config = new HashMap<>(client);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbyReplicas);
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
    config.put(StreamsConfig.POLL_MS_CONFIG, pace.poll().toMillis());
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, pace.commitInterval().toMillis());
    // Runs are independent: nothing is gained by waiting for the other topics of a partition.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    // A record's own timestamp may be missing or absurd, and stops the thread then; nothing here
    // depends on it.
    config.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class);
    config.put(StreamsConfig.LOG_SUMMARY_INTERVAL_MS_CONFIG, -1L);
    config.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        Integer.toString(LARGEST_REQUEST));
    config.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, METADATA_AGE.toMillis());
    consumer(config);
    producer(config);
    Properties properties = new Properties();
    properties.putAll(config);
    return properties;
  }

  private void consumer(Map<String, Object> config) {
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) pace.sessionTimeout().toMillis());
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) pace.sessionTimeout().toMillis() / 4);
    // A record ends the wait; without any, fewer fetches cost less.
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        (int) FETCH_WAIT.toMillis());
    instanceId.ifPresent(id ->
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
  }

  private void producer(Map<String, Object> config) {
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) pace.transactionTimeout().toMillis());
    config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_REQUEST);
  }
}
