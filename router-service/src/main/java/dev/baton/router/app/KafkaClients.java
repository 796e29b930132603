package dev.baton.router.app;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The clients' settings that correctness rests on: set here, where no configuration file can change
 * them.
 */
@Configuration(proxyBeanMethods = false)
class KafkaClients {

  private static final int MAX_BATCH = 500;
  private static final int FETCH_WAIT_MILLIS = 2_000;
  private static final int MAX_PRODUCED_BYTES = 2 * 1024 * 1024;
  private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
  private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
  private static final int MAX_BLOCK_MILLIS = 10_000;
  private static final int METADATA_MAX_AGE_MILLIS = 10_000;
  private static final long FIRST_BACKOFF_MILLIS = 200;
  private static final long MAX_BACKOFF_MILLIS = 10_000;
  private static final double BACKOFF_FACTOR = 2;

  @Bean
  DefaultKafkaConsumerFactoryCustomizer consumers() {
    return factory ->
        factory.updateConfigs(
            Map.of(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                // Upstream systems may write in transactions of their own.
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1,
                // A record ends the wait; without any, fewer fetches cost less.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                FETCH_WAIT_MILLIS,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MAX_BATCH,
                // How soon a new tenant's topic is seen.
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                METADATA_MAX_AGE_MILLIS));
  }

  @Bean
  DefaultKafkaProducerFactoryCustomizer producers() {
    return factory ->
        factory.updateConfigs(
            Map.of(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                MAX_PRODUCED_BYTES,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                DELIVERY_TIMEOUT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_TIMEOUT_MILLIS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MAX_BLOCK_MILLIS));
  }

  /**
   * A container that commits a batch when its listener has returned, and delivers it again, without
   * end, when it has thrown.
   */
  static KafkaMessageListenerContainer<byte[], byte[]> container(
      ConsumerFactory<byte[], byte[]> consumers,
      ContainerProperties properties,
      RetryListener watch) {
    properties.setAckMode(ContainerProperties.AckMode.BATCH);
    KafkaMessageListenerContainer<byte[], byte[]> container =
        new KafkaMessageListenerContainer<>(consumers, properties);
    container.setBeanName("baton-router");
    container.setCommonErrorHandler(errorHandler(watch));
    return container;
  }

  private static CommonErrorHandler errorHandler(RetryListener watch) {
    ExponentialBackOff backOff = new ExponentialBackOff(FIRST_BACKOFF_MILLIS, BACKOFF_FACTOR);
    backOff.setMaxInterval(MAX_BACKOFF_MILLIS);
    DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
    // Whatever is thrown is a fault of the environment, for poison never is: giving up would lose
    // requests.
    handler.setClassifications(Map.of(), true);
    handler.setRetryListeners(watch);
    return handler;
  }
}
