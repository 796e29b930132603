package dev.baton.agent.app;

import dev.baton.agent.task.Specialist;
import dev.baton.schemas.Control;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Heartbeat;
import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.AvroSerdes;
import dev.baton.serde.Decoded;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.serde.SchemaRegistrar;
import dev.baton.stack.testing.TestKafka;
import dev.baton.stack.testing.TestRegistry;
import dev.baton.topics.GroupSpec;
import dev.baton.topics.TopicCatalogue;
import dev.baton.topics.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Topics, schemas and groups of one test class on the shared broker and registry, and what an
 * orchestrator would send and read.
 */
final class TestInstallation implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  final TopicNames names = new TopicNames("t" + UUID.randomUUID().toString().substring(0, 8) + ".");
  final Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  final AvroSerdes serdes = new AvroSerdes(RegistryEndpoint.apicurio(TestRegistry.shared().url()));
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", bootstrapServers(), "linger.ms", 0),
          new ByteArraySerializer(),
          new ByteArraySerializer());

  /** Whether a worker of a role can be tried: it brings its own specialist. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(WorkerConfiguration.class)
  static class TestWorker {}

  static String bootstrapServers() {
    return TestKafka.shared().bootstrapServers();
  }

  TestInstallation(Set<String> roles) throws Exception {
    this(roles, false);
  }

  TestInstallation(Set<String> roles, boolean priorities) throws Exception {
    TopicCatalogue plain = new TopicCatalogue(names, roles, Set.of());
    TopicCatalogue catalogue = priorities ? plain.withPriorities() : plain;
    List<NewTopic> topics =
        catalogue.topics().stream()
            .map(topic -> new NewTopic(topic.name(), 1, (short) 1).configs(topic.config()))
            .toList();
    admin.createTopics(topics).all().get();
    for (GroupSpec group : catalogue.groups()) {
      configure(group.name(), group.config());
    }
    // Sets the groups up before their first member: else each waits for its second heartbeat until
    // it is given the topic.
    for (GroupSpec group : catalogue.groups()) {
      // A group's coordinator learns of a new topic a moment after it was created.
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptionsMatching(e -> e.getCause() instanceof UnknownTopicOrPartitionException)
          .untilAsserted(() ->
              admin
                  .alterShareGroupOffsets(
                      group.name(), Map.of(new TopicPartition(group.topic(), 0), 0L))
                  .all()
                  .get());
    }
    try (SchemaRegistrar registrar =
        new SchemaRegistrar(RegistryEndpoint.apicurio(TestRegistry.shared().url()))) {
      for (var topic : catalogue.topics()) {
        registrar.register(topic);
      }
    }
  }

  void configure(String group, Map<String, String> config) throws Exception {
    Collection<AlterConfigOp> ops =
        config.entrySet().stream()
            .map(entry ->
                new AlterConfigOp(
                    new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
            .toList();
    admin
        .incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.GROUP, group), ops))
        .all()
        .get();
  }

  ConfigurableApplicationContext worker(String role, Specialist specialist, String... more) {
    return worker(role, specialist, new BeanPostProcessor() {}, more);
  }

  /** A worker whose beans are watched. */
  ConfigurableApplicationContext worker(
      String role, Specialist specialist, BeanPostProcessor watch, String... more) {
    List<String> arguments = new ArrayList<>(arguments(role, card(role, "[]")));
    arguments.addAll(List.of(more));
    return new SpringApplicationBuilder(TestWorker.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .initializers(context -> {
          context.getBeanFactory().addBeanPostProcessor(watch);
          ((GenericApplicationContext) context).registerBean(Specialist.class, () -> specialist);
        })
        .run(arguments.toArray(String[]::new));
  }

  /** What the worker of a role is started with. */
  List<String> arguments(String role, Path card) {
    return List.of(
        "--spring.kafka.bootstrap-servers=" + bootstrapServers(),
        "--baton.registry.url=" + TestRegistry.shared().url(),
        "--baton.topic-prefix=" + names.prefix(),
        "--baton.worker.role=" + role,
        "--baton.worker.card=" + card,
        "--spring.jmx.enabled=false");
  }

  static Path card(String role, String tools) {
    try {
      Path file = Files.createTempFile("card-" + role, ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(
          file,
          """
          role: %s
          version: 1
          description: Does what a test says
          skills: [{name: work, description: Works}]
          tools: %s
          """
              .formatted(role, tools));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Task.Builder task(String role, String objective) {
    Instant now = Instant.now();
    return Task.newBuilder()
        .setTaskId(UUID.randomUUID().toString())
        .setRunId(UUID.randomUUID().toString())
        .setTenant("default")
        .setStep("work")
        .setRound(0)
        .setItemIndex(0)
        .setAttempt(1)
        .setRole(role)
        .setSkill("work")
        .setGoal("goal")
        .setObjective(objective)
        .setCreatedAt(now)
        .setTimeoutMillis(60_000)
        .setStartBy(now.plusSeconds(60))
        .setDeadline(now.plusSeconds(120));
  }

  Task send(Task task) throws Exception {
    String topic = names.tasks(task.getRole());
    try (var serializer = serdes.<Task>serializer()) {
      sendBytes(topic, task.getTaskId(), serializer.serialize(topic, task));
    }
    return task;
  }

  /** Sends to the topic of the task's priority class. */
  void sendByPriority(List<Task> tasks) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    try (var serializer = serdes.<Task>serializer()) {
      for (Task task : tasks) {
        String topic = names.tasks(task.getRole(), task.getPriority(), 0);
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    topic,
                    task.getTaskId().getBytes(StandardCharsets.UTF_8),
                    serializer.serialize(topic, task))));
      }
    }
    for (Future<?> one : sent) {
      one.get();
    }
  }

  /** Sends as the orchestrator does: the task is there once its transaction has ended. */
  Task sendInTransaction(Task task) throws Exception {
    String topic = names.tasks(task.getRole());
    try (KafkaProducer<byte[], byte[]> transactional =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers",
                    bootstrapServers(),
                    "transactional.id",
                    UUID.randomUUID().toString()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        var serializer = serdes.<Task>serializer()) {
      transactional.initTransactions();
      transactional.beginTransaction();
      byte[] key = task.getTaskId().getBytes(StandardCharsets.UTF_8);
      var sent =
          transactional.send(new ProducerRecord<>(topic, key, serializer.serialize(topic, task)));
      // Kafka's client (4.2.1) may let a commit overtake the record that was sent just before it.
      transactional.flush();
      transactional.commitTransaction();
      sent.get();
    }
    return task;
  }

  void send(Control control) throws Exception {
    try (var serializer = serdes.<Control>serializer()) {
      sendBytes(
          names.control(), control.getRunId(), serializer.serialize(names.control(), control));
    }
  }

  void sendBytes(String topic, String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)).get();
  }

  /** Reads a role's results from the beginning until one fits. */
  Result awaitResult(String role, Predicate<Result> fits) {
    return await(names.results(role), Result.class, fits);
  }

  DeadLetter awaitDeadLetter(Predicate<DeadLetter> fits) {
    return await(names.deadLetters(), DeadLetter.class, fits);
  }

  Heartbeat awaitHeartbeat(Predicate<Heartbeat> fits) {
    return await(names.heartbeats(), Heartbeat.class, fits);
  }

  List<Result> results(String role) {
    TopicPartition partition = new TopicPartition(names.results(role), 0);
    List<Result> results = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer();
        AvroDecoder<Result> decoder = serdes.decoder(Result.class)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> results.add(valid(decoder, record)));
      }
    }
    return results;
  }

  private <T extends SpecificRecord> T await(String topic, Class<T> type, Predicate<T> fits) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer();
        AvroDecoder<T> decoder = serdes.decoder(type)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Instant latest = Instant.now().plus(PATIENCE);
      while (Instant.now().isBefore(latest)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          T value = valid(decoder, record);
          if (fits.test(value)) {
            return value;
          }
        }
      }
    }
    throw new AssertionError("nothing that fits came on " + topic + " within " + PATIENCE);
  }

  private static <T extends SpecificRecord> T valid(
      AvroDecoder<T> decoder, ConsumerRecord<byte[], byte[]> record) {
    return switch (decoder.decode(record.topic(), record.value())) {
      case Decoded.Valid<T>(T value) -> value;
      case Decoded.Poison<T> poison -> throw new AssertionError(poison.message());
    };
  }

  private static KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers(), "enable.auto.commit", false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /**
   * How many records of a role's tasks are not acknowledged yet; -1 before the group's first use.
   */
  long lag(String role) throws Exception {
    String group = names.workerGroup(role);
    TopicPartition partition = new TopicPartition(names.tasks(role), 0);
    var offsets =
        admin
            .listShareGroupOffsets(
                Map.of(group, new ListShareGroupOffsetsSpec().topicPartitions(List.of(partition))))
            .partitionsToOffsetInfo(group)
            .get();
    var offset = offsets.get(partition);
    return offset == null ? -1 : offset.lag().orElse(-1L);
  }

  void awaitAllAcknowledged(String role) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> Assertions.assertThat(lag(role)).isZero());
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
