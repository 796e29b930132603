package dev.baton.orchestrator.app;

import static org.awaitility.Awaitility.await;

import dev.baton.serde.AvroSerdes;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.serde.SchemaRegistrar;
import dev.baton.stack.testing.TestKafka;
import dev.baton.stack.testing.TestRegistry;
import dev.baton.topics.GroupSpec;
import dev.baton.topics.TopicCatalogue;
import dev.baton.topics.TopicNames;
import dev.baton.topics.TopicSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the operator's command would set up, under a prefix of its own on the shared broker. */
final class Installation implements AutoCloseable {

  private static final int PARTITIONS = 4;

  final TopicNames names =
      new TopicNames("it-" + UUID.randomUUID().toString().substring(0, 8) + ".");
  final String servers = TestKafka.shared().bootstrapServers();
  final RegistryEndpoint registry = RegistryEndpoint.apicurio(TestRegistry.shared().url());
  final AvroSerdes serdes = new AvroSerdes(registry);
  final Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
  private final Serializer<SpecificRecord> serializer = serdes.serializer();
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", servers, "linger.ms", 0),
          new StringSerializer(),
          new ByteArraySerializer());

  void apply(String... roles) throws ExecutionException, InterruptedException {
    TopicCatalogue catalogue = new TopicCatalogue(names, Set.of(roles), Set.of());
    Set<String> present = admin.listTopics().names().get();
    admin
        .createTopics(
            catalogue.topics().stream()
                .filter(topic -> !present.contains(topic.name()))
                .map(Installation::newTopic)
                .toList())
        .all()
        .get();
    try (SchemaRegistrar registrar = new SchemaRegistrar(registry)) {
      for (TopicSpec topic : catalogue.topics()) {
        registrar.register(topic);
      }
    }
    Map<ConfigResource, Collection<AlterConfigOp>> groups = new HashMap<>();
    catalogue
        .groups()
        .forEach(group ->
            groups.put(
                new ConfigResource(ConfigResource.Type.GROUP, group.name()), settings(group)));
    admin.incrementalAlterConfigs(groups).all().get();
    // The broker tells of what was set once the controller's word has reached it.
    await().until(() -> catalogue.groups().stream().allMatch(this::isSet));
  }

  private boolean isSet(GroupSpec group) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group.name());
    try {
      return admin.describeConfigs(List.of(resource)).all().get().values().stream()
          .flatMap(config -> config.entries().stream())
          .filter(entry -> group.config().containsKey(entry.name()))
          .allMatch(entry -> Objects.equals(group.config().get(entry.name()), entry.value()));
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("settings of " + group.name(), e);
    }
  }

  private static Collection<AlterConfigOp> settings(GroupSpec group) {
    return group.config().entrySet().stream()
        .map(entry ->
            new AlterConfigOp(
                new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
        .toList();
  }

  private static NewTopic newTopic(TopicSpec topic) {
    int partitions = topic.partitioning() == TopicSpec.Partitioning.BY_RUN ? PARTITIONS : 1;
    return new NewTopic(topic.name(), partitions, (short) 1).configs(topic.config());
  }

  void send(String topic, String key, SpecificRecord value)
      throws ExecutionException, InterruptedException {
    producer.send(new ProducerRecord<>(topic, key, serializer.serialize(topic, value))).get();
  }

  /** A consumer of what was committed, from the beginning. */
  KafkaConsumer<String, byte[]> consumer(String topic) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "group.id",
                names.prefix() + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
    return consumer;
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
