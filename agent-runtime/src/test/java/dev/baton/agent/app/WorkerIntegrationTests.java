package dev.baton.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.slot.SlotLanes;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.Abandoned;
import dev.baton.schemas.Control;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import dev.baton.schemas.TaskFailed;
import dev.baton.schemas.TaskSucceeded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** A worker against a real broker and a real schema registry. */
class WorkerIntegrationTests {

  private static TestInstallation baton;

  @BeforeAll
  static void install() throws Exception {
    baton =
        new TestInstallation(
            Set.of(
                "echo",
                "heir",
                "poisoned",
                "slow",
                "paid",
                "cancelled",
                "resuming",
                "shutdown",
                "unready"));
  }

  @AfterAll
  static void close() {
    baton.close();
  }

  @Test
  void answersATaskAndAcknowledgesItAfterwards() throws Exception {
    Specialist echo =
        context ->
            TaskOutcome.markdown(
                "done: " + context.task().getObjective(), "{\"ok\":true}", List.of());
    try (ConfigurableApplicationContext worker = baton.worker("echo", echo)) {
      Task task = baton.send(baton.task("echo", "hello").build());

      Result result = baton.awaitResult("echo", one -> one.getTaskId().equals(task.getTaskId()));

      assertThat(result.getBody()).isInstanceOf(TaskSucceeded.class);
      assertThat(((TaskSucceeded) result.getBody()).getContent().getText())
          .isEqualTo("done: hello");
      assertThat(result.getAttempt()).isEqualTo(1);
      assertThat(result.getRunId()).isEqualTo(task.getRunId());
      baton.awaitAllAcknowledged("echo");
      assertThat(worker.getBean("workerHealthIndicator", HealthIndicator.class).health())
          .extracting(Health::getStatus)
          .isEqualTo(Status.UP);
    }
  }

  @Test
  void takesATaskOverFromAConsumerThatDied() throws Exception {
    baton.configure(
        baton.names.workerGroup("heir"), Map.of("share.record.lock.duration.ms", "1000"));
    try (KafkaShareConsumer<byte[], byte[]> dying = shareConsumer("heir")) {
      Task task = baton.send(baton.task("heir", "inherit").build());
      // From here on it neither acknowledges nor renews: as if it were gone.
      await()
          .atMost(TestInstallation.PATIENCE)
          .until(() -> !dying.poll(Duration.ofMillis(200)).isEmpty());

      try (ConfigurableApplicationContext _ = baton.worker("heir", _ -> TaskOutcome.fields("{}"))) {
        Result result = baton.awaitResult("heir", one -> one.getTaskId().equals(task.getTaskId()));

        assertThat(result.getBody()).isInstanceOf(TaskSucceeded.class);
        baton.awaitAllAcknowledged("heir");
      }
    }
  }

  @Test
  void buriesWhatIsNoTaskAndGoesOn() throws Exception {
    try (ConfigurableApplicationContext _ =
        baton.worker("poisoned", _ -> TaskOutcome.fields("{}"))) {
      baton.sendBytes(
          baton.names.tasks("poisoned"), "bad", "no avro".getBytes(StandardCharsets.UTF_8));
      Task task = baton.send(baton.task("poisoned", "after the poison").build());

      DeadLetter letter =
          baton.awaitDeadLetter(one -> one.getTopic().equals(baton.names.tasks("poisoned")));
      baton.awaitResult("poisoned", one -> one.getTaskId().equals(task.getTaskId()));

      assertThat(letter.getCause()).isEqualTo("undecodable");
      assertThat(letter.getService()).isEqualTo("worker-poisoned");
      assertThat(StandardCharsets.UTF_8.decode(letter.getValue()).toString()).isEqualTo("no avro");
      assertThat(StandardCharsets.UTF_8.decode(letter.getKey()).toString()).isEqualTo("bad");
      baton.awaitAllAcknowledged("poisoned");
    }
  }

  @Test
  void keepsALongTaskThroughManyLocksWithoutLockingAnyOther() throws Exception {
    Duration lock = Duration.ofSeconds(2);
    baton.configure(
        baton.names.workerGroup("slow"),
        Map.of("share.record.lock.duration.ms", Long.toString(lock.toMillis())));
    AtomicInteger executions = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Specialist slow =
        _ -> {
          executions.incrementAndGet();
          started.countDown();
          finish.await();
          return TaskOutcome.fields("{}");
        };
    try (ConfigurableApplicationContext _ = baton.worker("slow", slow, "--baton.worker.slots=1");
        KafkaShareConsumer<byte[], byte[]> other = shareConsumer("slow")) {
      Task task = baton.send(baton.task("slow", "long").build());
      started.await();
      Instant begin = Instant.now();
      int more = 0;
      while (Duration.between(begin, Instant.now()).compareTo(lock.multipliedBy(3)) < 0) {
        baton.send(baton.task("slow", "for the other").build());
        // A record that the busy slot had locked would come here late, as its second delivery.
        assertThat(takeOne(other).deliveryCount()).as("task %d", more).contains((short) 1);
        more++;
      }
      finish.countDown();

      Result result = baton.awaitResult("slow", one -> one.getTaskId().equals(task.getTaskId()));

      assertThat(result.getBody()).isInstanceOf(TaskSucceeded.class);
      baton.awaitAllAcknowledged("slow");
      assertThat(executions).hasValue(1);
      assertThat(baton.results("slow")).hasSize(1);
    }
  }

  @Test
  void goesOnAtOnceAfterTheEndOfATransaction() throws Exception {
    int tasks = 10;
    try (ConfigurableApplicationContext _ =
        baton.worker("paid", _ -> TaskOutcome.fields("{}"), "--baton.worker.slots=1")) {
      Instant begin = Instant.now();
      for (int i = 0; i < tasks; i++) {
        Task task = baton.sendInTransaction(baton.task("paid", "task " + i).build());
        baton.awaitResult("paid", one -> one.getTaskId().equals(task.getTaskId()));
      }
      // One slot that waits out a long poll at every end of a transaction takes minutes.
      assertThat(Duration.between(begin, Instant.now())).isLessThan(TestInstallation.PATIENCE);
    }
  }

  private static KafkaShareConsumer<byte[], byte[]> shareConsumer(String role) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            TestInstallation.bootstrapServers(),
            "group.id",
            baton.names.workerGroup(role),
            "share.acknowledgement.mode",
            "explicit",
            "share.acquire.mode",
            "record_limit",
            "max.poll.records",
            1);
    KafkaShareConsumer<byte[], byte[]> consumer =
        new KafkaShareConsumer<>(
            settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(baton.names.tasks(role)));
    return consumer;
  }

  private static ConsumerRecord<byte[], byte[]> takeOne(
      KafkaShareConsumer<byte[], byte[]> consumer) {
    Instant latest = Instant.now().plus(TestInstallation.PATIENCE);
    while (Instant.now().isBefore(latest)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        consumer.acknowledge(record);
        consumer.commitSync();
        return record;
      }
    }
    throw new AssertionError("no record within " + TestInstallation.PATIENCE);
  }

  @Test
  void endsWorkThatNobodyWaitsFor() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    Specialist blocked =
        _ -> {
          started.countDown();
          new CountDownLatch(1).await();
          return TaskOutcome.fields("{}");
        };
    try (ConfigurableApplicationContext _ = baton.worker("cancelled", blocked)) {
      Task task = baton.send(baton.task("cancelled", "block").build());
      started.await();
      baton.send(
          Control.newBuilder()
              .setRunId(task.getRunId())
              .setReason("the user left")
              .setAt(Instant.now())
              .build());

      Result result =
          baton.awaitResult("cancelled", one -> one.getTaskId().equals(task.getTaskId()));

      assertThat(result.getBody()).isEqualTo(new Abandoned("cancelled: the user left"));
      baton.awaitAllAcknowledged("cancelled");
    }
  }

  @Test
  void resumesAnAttemptFromTheJournalOfTheOneBefore() throws Exception {
    Specialist twice =
        context -> {
          ModelRequest ask =
              new ModelRequest(
                  "draft",
                  "",
                  List.of(new ModelMessage.User("say something")),
                  List.of(),
                  Optional.empty(),
                  100);
          String text = context.model().call(ask, context.deadline()).text();
          return context.task().getAttempt() == 1
              ? TaskOutcome.failure(FailureClass.TRANSIENT, "the network went away")
              : TaskOutcome.markdown(text, "{}", List.of());
        };
    try (ConfigurableApplicationContext _ = baton.worker("resuming", twice)) {
      Task first = baton.send(baton.task("resuming", "resume").build());
      Result failed = baton.awaitResult("resuming", one -> one.getAttempt() == 1);
      baton.send(
          Task.newBuilder(first)
              .setAttempt(2)
              .setPreviousFailure(FailureClass.TRANSIENT)
              .setCreatedAt(Instant.now())
              .build());
      Result succeeded = baton.awaitResult("resuming", one -> one.getAttempt() == 2);

      assertThat(((TaskFailed) failed.getBody()).getFailureClass())
          .isEqualTo(FailureClass.TRANSIENT);
      assertThat(failed.getUsage().getModelCalls()).isEqualTo(1);
      assertThat(succeeded.getBody()).isInstanceOf(TaskSucceeded.class);
      assertThat(succeeded.getUsage().getModelCalls())
          .as("calls answered from the journal cost nothing")
          .isZero();
      assertThat(succeeded.getUsage().getInputTokens()).isZero();
    }
  }

  @Test
  void saysAtShutdownThatUnfinishedWorkIsAbandoned() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    Specialist blocked =
        _ -> {
          started.countDown();
          new CountDownLatch(1).await();
          return TaskOutcome.fields("{}");
        };
    ConfigurableApplicationContext worker =
        baton.worker("shutdown", blocked, "--baton.worker.drain-grace=200ms");
    SlotLanes slots = worker.getBean(SlotLanes.class);
    Task task = baton.send(baton.task("shutdown", "block").build());
    started.await();

    worker.close();

    Result result = baton.awaitResult("shutdown", one -> one.getTaskId().equals(task.getTaskId()));
    assertThat(result.getBody()).isInstanceOf(Abandoned.class);
    assertThat(baton.lag("shutdown")).isZero();
    assertThat(slots.alive()).isZero();
  }

  @Test
  void refusesToStartWhereTheShareGroupWouldMissTasks() throws Exception {
    baton.configure(
        baton.names.workerGroup("unready"), Map.of("share.auto.offset.reset", "latest"));

    assertThatThrownBy(() -> baton.worker("unready", _ -> TaskOutcome.fields("{}")))
        .hasStackTraceContaining(
            "share.auto.offset.reset: latest (expected: earliest); run: baton cluster apply");
  }
}
