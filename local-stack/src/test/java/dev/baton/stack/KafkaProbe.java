package dev.baton.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to and reads from a broker as a client would. */
final class KafkaProbe {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Map<String, Object> connection;

  KafkaProbe(String bootstrapServers) {
    this.connection = Map.of("bootstrap.servers", bootstrapServers);
  }

  Admin admin() {
    return Admin.create(connection);
  }

  void createTopic(String topic) throws Exception {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  void writeInTransaction(String topic, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            with(Map.of("transactional.id", topic + "-writer")),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, value)).get();
      producer.commitTransaction();
    }
  }

  /** All values from the topic's beginning to its present end. */
  List<String> read(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (var consumer =
        new KafkaConsumer<>(
            with(Map.of("isolation.level", "read_committed")),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      List<String> values = new ArrayList<>();
      Instant limit = Instant.now().plus(LIMIT);
      while (consumer.position(partition) < end && Instant.now().isBefore(limit)) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }

  /** The first value that a new share group, set to start at the beginning, is given. */
  String takeFromShareGroup(String group, String topic) throws Exception {
    try (Admin admin = admin()) {
      var reset =
          new AlterConfigOp(
              new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
      var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
      admin.incrementalAlterConfigs(Map.of(resource, List.of(reset))).all().get();
    }
    try (var consumer =
        new KafkaShareConsumer<>(
            with(Map.of("group.id", group)), new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(Set.of(topic));
      Instant limit = Instant.now().plus(LIMIT);
      while (Instant.now().isBefore(limit)) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          consumer.commitSync();
          return record.value();
        }
      }
      throw new AssertionError("share group " + group + " was given nothing within " + LIMIT);
    }
  }

  private Map<String, Object> with(Map<String, Object> further) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.putAll(further);
    return settings;
  }
}
