package dev.baton.router.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.router.Installation;
import dev.baton.router.Samples;
import dev.baton.router.admission.Door;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.Target;
import dev.baton.router.decision.Classifier;
import dev.baton.router.decision.ClassifierStage;
import dev.baton.router.decision.RequestLimits;
import dev.baton.router.decision.RequestValidator;
import dev.baton.router.decision.RoutingPolicy;
import dev.baton.router.decision.Thresholds;
import dev.baton.router.rules.RoutingRules;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Request;
import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.Signal;
import dev.baton.serde.Decoded;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;

class InboxIntegrationTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Installation INSTALLATION = new Installation();

  private final ManualProducer producer = new ManualProducer();
  private final Inbox inbox = inbox(Samples::catalog);

  @BeforeAll
  static void prepare() throws Exception {
    INSTALLATION.createTopics().registerSchemas();
  }

  @AfterAll
  static void stop() {
    INSTALLATION.close();
  }

  private Inbox inbox(Supplier<Catalog> catalog) {
    return inbox(catalog, ClassifierStage.off());
  }

  private Inbox inbox(Supplier<Catalog> catalog, ClassifierStage classifier) {
    var kafka = new KafkaTemplate<>(new MockProducerFactory<>(() -> producer));
    InstantSource clock = InstantSource.system();
    RunEvents runs =
        new RunEvents(kafka, INSTALLATION.serdes.<RunEvent>serializer(), INSTALLATION.names.runs());
    DeadLetters deadLetters =
        new DeadLetters(
            kafka, INSTALLATION.serdes.<DeadLetter>serializer(), INSTALLATION.names, clock);
    RoutingPolicy policy =
        new RoutingPolicy(
            new RequestValidator(new RequestLimits(262_144)),
            new RoutingRules(List.of(), ""),
            classifier,
            new Target.Agent("generalist"));
    return new Inbox(
        INSTALLATION.names,
        new Inbox.Decoders(
            INSTALLATION.serdes.decoder(Request.class), INSTALLATION.serdes.decoder(Signal.class)),
        new TopicIds(INSTALLATION.admin),
        new Inbox.Outlets(
            new InboundRequests(policy, catalog, runs, clock, Door.open()),
            new InboundSignals(runs, clock, 262_144),
            deadLetters));
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return record(Samples.request("goal " + offset).build(), offset);
  }

  private static ConsumerRecord<byte[], byte[]> record(Request request, long offset) {
    try (Serializer<Request> serializer = INSTALLATION.serdes.serializer()) {
      String topic = INSTALLATION.names.requests();
      byte[] value = serializer.serialize(topic, request);
      return new ConsumerRecord<>(topic, 0, offset, new byte[0], value);
    }
  }

  @Test
  void aBatchIsDoneOnlyWhenEverythingIsAcknowledged() {
    CompletableFuture<Void> batch =
        CompletableFuture.runAsync(() -> inbox.onMessage(List.of(record(1), record(2))));

    await().atMost(TIMEOUT).until(() -> producer.history().size() == 2);
    producer.completeNext();
    assertThat(batch).isNotDone();
    producer.completeNext();

    assertThat(batch).succeedsWithin(TIMEOUT);
  }

  /** Says nothing about any goal, and fails where it is to read several. */
  private static final class Forgetful implements Classifier {
    private final List<String> foreseen = new CopyOnWriteArrayList<>();

    @Override
    public Reading read(String goal) {
      return new Silent("knows nothing");
    }

    @Override
    public void foresee(List<String> goals) {
      foreseen.addAll(goals);
      throw new IllegalStateException("a planted bug");
    }
  }

  @Test
  void whatOnlyTheClassifierCanDecideIsReadTogetherAndOneByOneWhereThatFails() {
    Forgetful classifier = new Forgetful();
    Inbox reading =
        inbox(Samples::catalog, new ClassifierStage(classifier, new Thresholds(0.05, 0.1)));
    List<ConsumerRecord<byte[], byte[]>> records =
        List.of(
            record(Samples.request("goal 1").build(), 1),
            record(Samples.request("goal 2").setHint("agent:coder").build(), 2),
            record(Samples.request(" ").build(), 3),
            record(Samples.request("goal 4").build(), 4));
    CompletableFuture<Void> batch = CompletableFuture.runAsync(() -> reading.onMessage(records));

    await().atMost(TIMEOUT).until(() -> producer.history().size() == records.size());
    records.forEach(_ -> producer.completeNext());
    assertThat(batch).succeedsWithin(TIMEOUT);
    assertThat(classifier.foreseen).containsExactly("goal 1", "goal 4");
    assertThat(producer.history())
        .allSatisfy(sent -> assertThat(sent.topic()).isEqualTo(INSTALLATION.names.runs()));
  }

  @Test
  void aBatchIsSentInItsOrderThoughItIsDecidedSideBySide() {
    List<ConsumerRecord<byte[], byte[]>> records =
        LongStream.range(0, 200).mapToObj(InboxIntegrationTests::record).toList();
    CompletableFuture<Void> batch = CompletableFuture.runAsync(() -> inbox.onMessage(records));

    await().atMost(TIMEOUT).until(() -> producer.history().size() == records.size());
    records.forEach(_ -> producer.completeNext());
    assertThat(batch).succeedsWithin(TIMEOUT);
    try (var decoder = INSTALLATION.serdes.decoder(RunEvent.class)) {
      assertThat(producer.history())
          .extracting(sent -> goalOf(decoder.decode(sent.topic(), sent.value())))
          .containsExactlyElementsOf(
              LongStream.range(0, 200).mapToObj(offset -> "goal " + offset).toList());
    }
  }

  private static String goalOf(Decoded<RunEvent> decoded) {
    return decoded instanceof Decoded.Valid<RunEvent>(RunEvent event)
            && event.getBody() instanceof Routed routed
        ? routed.getRequest().getGoal()
        : "";
  }

  @Test
  void aBatchFailsWithItsFirstLostAcknowledgement() {
    CompletableFuture<Void> batch =
        CompletableFuture.runAsync(() -> inbox.onMessage(List.of(record(1), record(2))));

    await().atMost(TIMEOUT).until(() -> producer.history().size() == 2);
    producer.completeNext();
    producer.errorNext(new TimeoutException("no answer"));

    assertThatThrownBy(batch::join)
        .hasCauseInstanceOf(KafkaException.class)
        .hasRootCauseMessage("no answer");
  }

  @Test
  void aBugOfTheRoutersHarmsOnlyItsRequest() {
    Inbox broken =
        inbox(() -> {
          throw new IllegalStateException("a bug");
        });

    CompletableFuture<Void> batch =
        CompletableFuture.runAsync(() -> broken.onMessage(List.of(record(1))));

    await().atMost(TIMEOUT).until(() -> producer.history().size() == 1);
    producer.completeNext();
    assertThat(batch).succeedsWithin(TIMEOUT);
    var sent = producer.history().getFirst();
    assertThat(sent.topic()).isEqualTo(INSTALLATION.names.deadLetters());
    try (var decoder = INSTALLATION.serdes.decoder(DeadLetter.class)) {
      assertThat(decoder.decode(sent.topic(), sent.value()))
          .isInstanceOfSatisfying(
              Decoded.Valid.class,
              valid ->
                  assertThat(((DeadLetter) valid.value()).getCause()).isEqualTo("router-failure"));
    }
  }

  @Test
  void aTopicMadeAgainHasAnotherId() throws Exception {
    TopicIds ids = new TopicIds(INSTALLATION.admin);
    String topic = INSTALLATION.names.prefix() + "made-again";
    String first = create(topic, "none");
    assertThat(ids.of(new ConsumerRecord<>(topic, 0, 41, "", ""))).isEqualTo(first);

    INSTALLATION.admin.deleteTopics(List.of(topic)).all().get();
    String second = create(topic, first);

    assertThat(ids.of(new ConsumerRecord<>(topic, 0, 42, "", ""))).isEqualTo(first);
    assertThat(ids.of(new ConsumerRecord<>(topic, 0, 0, "", ""))).isEqualTo(second);
  }

  /** The new topic's id, once the broker tells it instead of its predecessor's. */
  private static String create(String topic, String predecessor) {
    NewTopic made = new NewTopic(topic, 1, (short) 1);
    await()
        .atMost(TIMEOUT)
        .ignoreExceptionsMatching(failure -> failure.getCause() instanceof TopicExistsException)
        .until(() -> INSTALLATION.admin.createTopics(List.of(made)).all().get() == null);
    return await()
        .atMost(TIMEOUT)
        .ignoreExceptionsMatching(
            failure -> failure.getCause() instanceof UnknownTopicOrPartitionException)
        .until(() -> idOf(topic), id -> !id.equals(predecessor));
  }

  private static String idOf(String topic) throws Exception {
    return INSTALLATION
        .admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .values()
        .iterator()
        .next()
        .topicId()
        .toString();
  }

  /** Acknowledges by hand, and stays open where the template closes it after each send. */
  private static final class ManualProducer extends MockProducer<byte[], byte[]> {

    ManualProducer() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close(Duration timeout) {}
  }
}
