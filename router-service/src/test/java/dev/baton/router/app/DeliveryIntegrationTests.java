package dev.baton.router.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.router.Installation;
import dev.baton.stack.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;

class DeliveryIntegrationTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int FAILURES = 3;

  private final DeliveryWatch watch = new DeliveryWatch();
  private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());

  private void failAtFirst(List<ConsumerRecord<byte[], byte[]>> batch) {
    batches.add(batch.size());
    if (batches.size() <= FAILURES) {
      throw new KafkaException("the environment fails");
    }
  }

  @Test
  void aFailedBatchIsDeliveredUntilItGoesThroughAndIsCommittedOnlyThen() throws Exception {
    try (Installation installation = new Installation().createTopics()) {
      String topic = installation.names.deadLetters();
      installation.sendRaw(topic, "key", new byte[] {1});
      ContainerProperties properties = new ContainerProperties(topic);
      properties.setGroupId(installation.names.routerGroup());
      BatchMessageListener<byte[], byte[]> flaky = this::failAtFirst;
      properties.setMessageListener(watch.around(flaky));
      var container = KafkaClients.container(consumers(), properties, watch);
      container.start();

      await().atMost(TIMEOUT).until(() -> batches.size() > FAILURES);
      container.stop();

      assertThat(batches).containsExactly(1, 1, 1, 1);
      assertThat(watch.fault()).isEmpty();
      assertThat(
              installation
                  .admin
                  .listConsumerGroupOffsets(installation.names.routerGroup())
                  .partitionsToOffsetAndMetadata()
                  .get())
          .containsEntry(new TopicPartition(topic, 0), new OffsetAndMetadata(1));
    }
  }

  private static ConsumerFactory<byte[], byte[]> consumers() {
    DefaultKafkaConsumerFactory<byte[], byte[]> factory =
        new DefaultKafkaConsumerFactory<>(
            Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    new KafkaClients().consumers().customize(factory);
    return factory;
  }
}
