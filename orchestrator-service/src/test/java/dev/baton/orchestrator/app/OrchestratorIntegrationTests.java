package dev.baton.orchestrator.app;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.baton.orchestrator.cluster.StartRefusedException;
import dev.baton.orchestrator.stream.Messages;
import dev.baton.orchestrator.stream.RunStreams;
import dev.baton.schemas.Answer;
import dev.baton.schemas.AnswerStatus;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Result;
import dev.baton.schemas.RunLogRecord;
import dev.baton.schemas.Task;
import dev.baton.schemas.TenantBudget;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.Decoded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

class OrchestratorIntegrationTests {

  private static final int RUNS = 20;
  private static final String SECRET = "what-the-orchestrator-was-configured-with";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FANOUT =
      """
      name: fanout
      version: 1
      description: three tasks side by side
      deadline: 5m
      steps:
        a: {agent: noop}
        b: {agent: noop}
        c: {agent: noop}
      answer: c
      """;

  private static final String RETRIED =
      """
      name: retried
      version: 1
      description: one task that is tried again after some seconds
      deadline: 5m
      steps:
        work: {agent: noop, retry: {max: 2, backoff: 6s, cap: 10s}}
      """;

  private static final String ONE =
      """
      name: one
      version: 1
      description: one task
      deadline: 5m
      steps:
        work: {agent: noop}
      """;

  private static final String LATE =
      """
      name: late
      version: 1
      description: one task of a role that was added later
      deadline: 5m
      steps:
        work: {agent: late}
      """;

  @TempDir Path stateDir;
  private Installation installation;

  @BeforeEach
  void install() {
    installation = new Installation();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void givesEveryRunOneAnswerAcrossARestart() throws Exception {
    installation.apply("noop");
    try (Answers answers = new Answers();
        NoopWorker _ = new NoopWorker(installation)) {
      try (ConfigurableApplicationContext _ = start()) {
        for (int i = 0; i < RUNS / 2; i++) {
          request("k" + i);
        }
        await().atMost(PATIENCE).until(() -> answers.poll().size() >= RUNS / 4);
        for (int i = RUNS / 2; i < RUNS; i++) {
          request("k" + i);
        }
      }

      try (ConfigurableApplicationContext context = start()) {
        await().atMost(PATIENCE).until(() -> answers.poll().size() >= RUNS);
        request("k0"); // A request sent twice is the same run: no second answer.
        request("last");
        await().atMost(PATIENCE).until(() -> answers.poll().size() > RUNS);
        assertThat(context.getBean(StreamsHealthIndicator.class).health().getStatus())
            .isEqualTo(Status.UP);
      }

      assertThat(answers.all)
          .allSatisfy(answer -> assertThat(answer.getStatus()).isEqualTo(AnswerStatus.COMPLETE))
          .allSatisfy(answer -> assertThat(answer.getContent().getText()).isEqualTo("done: c"));
      Map<String, Long> perRun =
          answers.all.stream().collect(groupingBy(Answer::getRunId, counting()));
      assertThat(perRun).hasSize(RUNS + 1).allSatisfy((_, count) -> assertThat(count).isOne());
    }
  }

  @Test
  void firesTheTimersOfAnEarlierLife() throws Exception {
    installation.apply("noop");
    CountDownLatch failed = new CountDownLatch(1);
    try (Answers answers = new Answers();
        NoopWorker _ = new NoopWorker(installation, "noop", task -> failFirst(task, failed))) {
      try (ConfigurableApplicationContext _ = start()) {
        request("k", RETRIED, "noop");
        assertThat(failed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        awaitRunLog(2);
      }

      try (ConfigurableApplicationContext _ = start()) {
        await().atMost(PATIENCE).until(() -> answers.poll().size() == 1);
        assertThat(answers.all.getFirst().getContent().getText()).isEqualTo("attempt 2");
      }
    }
  }

  /**
   * A static member that comes back as the group's leader is given its former assignment, in which
   * the new role's topic has no place.
   */
  @Test
  void readsTheResultsOfARoleThatWasAddedWhileItWasDown() throws Exception {
    installation.apply("noop");
    start().close();
    installation.apply("noop", "late");
    try (Answers answers = new Answers();
        NoopWorker _ = new NoopWorker(installation, "late");
        ConfigurableApplicationContext _ = start()) {
      request("k", LATE, "late");

      await().atMost(PATIENCE).until(() -> answers.poll().size() == 1);
      assertThat(answers.all.getFirst().getStatus()).isEqualTo(AnswerStatus.COMPLETE);
    }
  }

  private static Result failFirst(Task task, CountDownLatch failed) {
    if (task.getAttempt() > 1) {
      return Messages.success(task, Instant.now(), "attempt " + task.getAttempt());
    }
    failed.countDown();
    return Messages.transientFailure(task, Instant.now());
  }

  private void awaitRunLog(int entries) {
    assertThat(read(installation.names.runLog(), RunLogRecord.class, entries)).hasSize(entries);
  }

  @Test
  void buriesPoisonAndGoesOn() throws Exception {
    installation.apply("noop");
    try (Answers answers = new Answers();
        NoopWorker _ = new NoopWorker(installation);
        ConfigurableApplicationContext _ = start()) {
      sendGarbage(installation.names.runs(), "no avro at all".getBytes(StandardCharsets.UTF_8));
      sendGarbage(installation.names.results("noop"), new byte[] {0, 0, 1, 2, 3, 4, 5});
      request("k");

      await().atMost(PATIENCE).until(() -> answers.poll().size() == 1);
      assertThat(read(installation.names.deadLetters(), DeadLetter.class, 2))
          .extracting(DeadLetter::getCause)
          .containsExactlyInAnyOrder("undecodable", "unknown-schema");
      assertThat(logged(SECRET)).contains("no access with ***").doesNotContain(SECRET);
    }
  }

  @Test
  void leavesOutAResultsTopicWithAnotherNumberOfPartitions() throws Exception {
    installation.apply("noop");
    String odd = installation.names.results("odd");
    installation.admin.createTopics(List.of(new NewTopic(odd, 9, (short) 1))).all().get();
    try (Answers answers = new Answers();
        NoopWorker _ = new NoopWorker(installation);
        ConfigurableApplicationContext context = start()) {
      request("k");

      await().atMost(PATIENCE).until(() -> answers.poll().size() == 1);
      assertThat(context.getBean(RunStreams.class).excluded()).containsExactly(odd);
    }
  }

  @Test
  void keepsTheRunsOfATenantWithinItsLimit() throws Exception {
    installation.apply("noop");
    try (Answers answers = new Answers();
        NoopWorker _ =
            new NoopWorker(
                installation, "noop", task -> Messages.success(task, Instant.now(), 9_900))) {
      try (ConfigurableApplicationContext _ = start()) {
        limit(10_000);
        read(installation.names.tenantBudgets(), TenantBudget.class, 1);
      }
      // The limit is known from the start now, wherever the run's partition is.
      try (ConfigurableApplicationContext _ = start()) {
        request("one", ONE, "noop");
        await().atMost(PATIENCE).until(() -> answers.poll().size() == 1);
        request("two", ONE, "noop");
        await().atMost(PATIENCE).until(() -> answers.poll().size() == 2);
        limit(50_000);
        read(installation.names.tenantBudgets(), TenantBudget.class, 4);
        request("three", ONE, "noop");
        await().atMost(PATIENCE).until(() -> answers.poll().size() == 3);
      }
      assertThat(answers.all)
          .extracting(Answer::getStatus)
          .containsExactly(AnswerStatus.COMPLETE, AnswerStatus.FAILED, AnswerStatus.COMPLETE);
      assertThat(answers.all.get(1).getReason())
          .isEqualTo(
              "budget: step 'work': tenant 'default' has 100 left of its 10000 tokens per day (expected: at least 256)");
      assertThat(read(installation.names.tenantBudgets(), TenantBudget.class, 6).getLast())
          .satisfies(standing -> {
            assertThat(standing.getSpentTokens()).isEqualTo(19_800);
            assertThat(standing.getLeasedTokens()).isZero();
          });
    }
  }

  /** As the log writes a line of its own and one with a stack trace. */
  private static String logged(String secret) {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    OutputStreamAppender<ILoggingEvent> console =
        (OutputStreamAppender<ILoggingEvent>) root.iteratorForAppenders().next();
    String message = "no access with " + secret;
    ILoggingEvent event =
        new LoggingEvent(
            "", root, Level.WARN, message, new IllegalStateException(message), new Object[0]);
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  private void limit(long tokens) throws ExecutionException, InterruptedException {
    installation.send(
        installation.names.budget(), "default", Messages.limitOf("default", tokens, Instant.now()));
  }

  @Test
  void refusesToStartOnABareCluster() {
    assertThatThrownBy(this::start)
        .rootCause()
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(installation.names.runLog())
        .hasMessageContaining("baton cluster apply");
  }

  private ConfigurableApplicationContext start() {
    ConfigurableApplicationContext context =
        OrchestratorApplication.builder()
            .web(WebApplicationType.NONE)
            .run(
                "--spring.kafka.bootstrap-servers=" + installation.servers,
                "--baton.registry.url=" + installation.registry.url(),
                "--baton.topic-prefix=" + installation.names.prefix(),
                "--baton.orchestrator.state-dir=" + stateDir,
                "--baton.orchestrator.pace.topic-refresh=1s",
                "--baton.orchestrator.instance-id=one",
                "--some.broker.password=" + SECRET);
    await()
        .atMost(PATIENCE)
        .until(() -> context.getBean(RunStreams.class).state() == State.RUNNING);
    return context;
  }

  private void request(String key) throws ExecutionException, InterruptedException {
    request(key, FANOUT, "noop");
  }

  private void request(String key, String workflow, String role)
      throws ExecutionException, InterruptedException {
    installation.send(
        installation.names.runs(),
        Messages.runId(key),
        Messages.routed(key, "goal of " + key, Instant.now(), workflow, role));
  }

  private void sendGarbage(String topic, byte[] value)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", installation.servers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, "key", value)).get();
    }
  }

  private <T extends SpecificRecord> List<T> read(String topic, Class<T> type, int count) {
    List<T> values = new ArrayList<>();
    try (AvroDecoder<T> decoder = installation.serdes.decoder(type);
        KafkaConsumer<String, byte[]> consumer = installation.consumer(topic)) {
      await()
          .atMost(PATIENCE)
          .until(() -> {
            consumer
                .poll(Duration.ofMillis(200))
                .forEach(record -> values.add(value(decoder, record)));
            return values.size() >= count;
          });
    }
    return values;
  }

  private static <T extends SpecificRecord> T value(
      AvroDecoder<T> decoder, ConsumerRecord<String, byte[]> record) {
    return switch (decoder.decode(record.topic(), record.value())) {
      case Decoded.Valid<T>(T value) -> value;
      case Decoded.Poison<T> poison -> throw new IllegalStateException(poison.message());
    };
  }

  /** All answers that were committed. */
  private final class Answers implements AutoCloseable {

    private final List<Answer> all = new ArrayList<>();
    private final AvroDecoder<Answer> decoder = installation.serdes.decoder(Answer.class);
    private final KafkaConsumer<String, byte[]> consumer =
        installation.consumer(installation.names.answers());

    List<Answer> poll() {
      consumer.poll(Duration.ofMillis(200)).forEach(record -> all.add(value(decoder, record)));
      return all;
    }

    @Override
    public void close() {
      consumer.close();
      decoder.close();
    }
  }
}
