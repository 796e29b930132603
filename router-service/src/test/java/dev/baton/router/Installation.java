package dev.baton.router;

import dev.baton.router.app.RouterApplication;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.WorkflowDefinition;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.AvroSerdes;
import dev.baton.serde.Decoded;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.serde.SchemaRegistrar;
import dev.baton.stack.testing.TestKafka;
import dev.baton.stack.testing.TestRegistry;
import dev.baton.topics.TopicCatalogue;
import dev.baton.topics.TopicNames;
import dev.baton.topics.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An installation of its own on the shared broker and registry: topics, schemas, and a client's
 * view of them.
 */
public final class Installation implements AutoCloseable {

  public static final String TENANT = "acme";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int PARTITIONS = 3;

  public final TopicNames names =
      new TopicNames("t" + UUID.randomUUID().toString().substring(0, 8) + ".");
  public final Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  public final AvroSerdes serdes =
      new AvroSerdes(RegistryEndpoint.apicurio(TestRegistry.shared().url()));
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", bootstrapServers(), "linger.ms", 0),
          new ByteArraySerializer(),
          new ByteArraySerializer());

  /** A decoded record. */
  public record Read<T>(String key, T value) {}

  private static String bootstrapServers() {
    return TestKafka.shared().bootstrapServers();
  }

  /** Creates the topics. */
  public Installation createTopics() throws ExecutionException, InterruptedException {
    List<NewTopic> topics =
        specs()
            .map(spec ->
                new NewTopic(
                        spec.name(),
                        spec.partitioning() == TopicSpec.Partitioning.BY_RUN ? PARTITIONS : 1,
                        (short) 1)
                    .configs(spec.config()))
            .toList();
    admin.createTopics(topics).all().get();
    return this;
  }

  /** Registers the schemas. */
  public Installation registerSchemas() throws InterruptedException {
    try (SchemaRegistrar registrar =
        new SchemaRegistrar(RegistryEndpoint.apicurio(TestRegistry.shared().url()))) {
      for (TopicSpec spec : specs().toList()) {
        registrar.register(spec);
      }
    }
    return this;
  }

  private Stream<TopicSpec> specs() {
    return new TopicCatalogue(names, Set.of("generalist"), Set.of(TENANT)).topics().stream();
  }

  /** Publishes cards. */
  public Installation publish(AgentCard... cards) {
    for (AgentCard card : cards) {
      send(names.agents(), card.getRole(), card);
    }
    return this;
  }

  /** Publishes a workflow. */
  public Installation publish(WorkflowDefinition workflow) {
    send(names.workflows(), workflow.getName() + "@" + workflow.getVersion(), workflow);
    return this;
  }

  /** Sends a record as an upstream system would. */
  public void send(String topic, @Nullable String key, SpecificRecord value) {
    try (Serializer<SpecificRecord> serializer = serdes.serializer()) {
      sendRaw(topic, key, serializer.serialize(topic, value));
    }
  }

  /** Sends bytes. */
  public void sendRaw(String topic, @Nullable String key, byte @Nullable [] value) {
    try {
      producer
          .send(
              new ProducerRecord<>(
                  topic, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value))
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("not sent to " + topic, e);
    }
  }

  /** Everything that lies on a topic at the moment, oldest first. */
  public <T extends SpecificRecord> List<Read<T>> read(String topic, Class<T> type) {
    List<Read<T>> all = new ArrayList<>();
    try (AvroDecoder<T> decoder = serdes.decoder(type)) {
      for (ConsumerRecord<byte[], byte[]> record : readRaw(topic)) {
        if (decoder.decode(topic, record.value()) instanceof Decoded.Valid<T>(T value)) {
          all.add(
              new Read<>(
                  record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                  value));
        } else {
          throw new IllegalStateException("undecodable record on " + topic);
        }
      }
    }
    return all;
  }

  private List<ConsumerRecord<byte[], byte[]>> readRaw(String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + TIMEOUT.toNanos();
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(topic + ": end not reached within " + TIMEOUT);
        }
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    all.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
    return all;
  }

  /** Starts a router on this installation, with further or other arguments. */
  public ConfigurableApplicationContext startRouter(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.kafka.bootstrap-servers=" + bootstrapServers(),
                "--baton.registry.url=" + TestRegistry.shared().url(),
                "--baton.topic-prefix=" + names.prefix()));
    for (String argument : more) {
      String name = argument.substring(0, argument.indexOf('=') + 1);
      arguments.removeIf(other -> other.startsWith(name));
      arguments.add(argument);
    }
    return RouterApplication.builder()
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .run(arguments.toArray(String[]::new));
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
