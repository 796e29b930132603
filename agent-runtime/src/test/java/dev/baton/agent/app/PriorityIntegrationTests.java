package dev.baton.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.slot.SlotLimits;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.Priority;
import dev.baton.schemas.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.context.ConfigurableApplicationContext;

/** Priority classes with a real broker and registry. */
class PriorityIntegrationTests {

  private static final String CLASSES = "--baton.priorities=true";
  private static TestInstallation baton;

  @BeforeAll
  static void open() throws Exception {
    baton = new TestInstallation(Set.of("queued", "full", "shared", "late"), true);
  }

  @AfterAll
  static void close() {
    baton.close();
  }

  private static List<Task> tasks(String role, Priority priority, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> baton.task(role, priority + " " + i).setPriority(priority).build())
        .toList();
  }

  @Test
  void anUrgentTaskIsNotKeptByAQueueOfOthers() throws Exception {
    int queued = 200;
    List<String> begun = new CopyOnWriteArrayList<>();
    CountDownLatch some = new CountDownLatch(10);
    CountDownLatch never = new CountDownLatch(1);
    Specialist short50 =
        context -> {
          begun.add(context.task().getObjective());
          some.countDown();
          // The length of the work: nobody opens it.
          assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
          return TaskOutcome.fields("{}");
        };
    baton.sendByPriority(tasks("queued", Priority.LOW, queued));
    try (ConfigurableApplicationContext _ =
        baton.worker("queued", short50, CLASSES, "--baton.worker.slots=2")) {
      some.await();
      int before = begun.size();
      long sent = System.nanoTime();
      baton.sendByPriority(tasks("queued", Priority.HIGH, 1));
      await().atMost(TestInstallation.PATIENCE).until(() -> begun.contains("HIGH 0"));

      int after = begun.indexOf("HIGH 0");
      System.out.printf(
          "HIGH began after %d ms and %d tasks%n",
          (System.nanoTime() - sent) / 1_000_000, after - before);
      // In two times a task's length two slots begin four; the rest is for the way over the broker.
      assertThat(after - before).as("LOW tasks that began in between").isLessThan(queued / 10);
      await().atMost(TestInstallation.PATIENCE).until(() -> begun.size() == queued + 1);
    }
  }

  @Test
  void anUrgentTaskBeginsThoughAllSlotsAreTakenForLong() throws Exception {
    CountDownLatch busy = new CountDownLatch(2);
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch urgent = new CountDownLatch(1);
    Specialist blocked =
        context -> {
          if (context.task().getPriority() == Priority.HIGH) {
            urgent.countDown();
          } else {
            busy.countDown();
            end.await();
          }
          return TaskOutcome.fields("{}");
        };
    try (ConfigurableApplicationContext _ =
        baton.worker("full", blocked, CLASSES, "--baton.worker.slots=2")) {
      baton.sendByPriority(tasks("full", Priority.NORMAL, 4));
      busy.await();
      baton.sendByPriority(tasks("full", Priority.HIGH, 1));

      assertThat(
              urgent.await(
                  TestInstallation.PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
          .isTrue();
      end.countDown();
      await().atMost(TestInstallation.PATIENCE).until(() -> baton.results("full").size() == 5);
    }
  }

  @Test
  void lowIsWorkedOnBesideAnEndlessQueueOfNormal() throws Exception {
    Semaphore turns = new Semaphore(0);
    List<String> begun = new CopyOnWriteArrayList<>();
    Specialist stepwise =
        context -> {
          begun.add(context.task().getObjective());
          turns.acquire();
          return TaskOutcome.fields("{}");
        };
    baton.sendByPriority(tasks("shared", Priority.NORMAL, 60));
    baton.sendByPriority(tasks("shared", Priority.LOW, 4));
    try (ConfigurableApplicationContext _ =
        baton.worker("shared", stepwise, CLASSES, "--baton.worker.slots=1")) {
      for (int i = 1; i <= 50; i++) {
        int wanted = i;
        await().atMost(TestInstallation.PATIENCE).until(() -> begun.size() >= wanted);
        turns.release();
      }
      assertThat(begun.stream().filter(one -> one.startsWith("LOW"))).hasSize(4);
      turns.release(100);
      await().atMost(TestInstallation.PATIENCE).until(() -> baton.results("shared").size() == 64);
    }
  }

  /** The client's fetch goes on after a poll that ended by itself, which takes half a minute. */
  @Test
  @EnabledIfSystemProperty(named = "baton.long", matches = "true")
  void whatComesAfterThePollWasOverIsGivenBackAtOnce() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Specialist blocked =
        _ -> {
          busy.countDown();
          end.await();
          return TaskOutcome.fields("{}");
        };
    try (ConfigurableApplicationContext _ =
            baton.worker("late", blocked, CLASSES, "--baton.worker.slots=1");
        KafkaShareConsumer<byte[], byte[]> other = lowConsumer()) {
      baton.sendByPriority(tasks("late", Priority.NORMAL, 1));
      busy.await();
      // Until the poll of the slot for LOW is over; it has no turn for another one.
      assertThat(end.await(SlotLimits.DEFAULT.idlePoll().toSeconds() + 2, TimeUnit.SECONDS))
          .isFalse();
      baton.sendByPriority(tasks("late", Priority.LOW, 1));
      long sent = System.nanoTime();
      other.subscribe(List.of(baton.names.tasks("late", Priority.LOW, 0)));
      await()
          .atMost(TestInstallation.PATIENCE)
          .until(() -> !other.poll(Duration.ofMillis(100)).isEmpty());

      Duration waited = Duration.ofNanos(System.nanoTime() - sent);
      System.out.printf("LOW could be had by another after %d ms%n", waited.toMillis());
      // Its lock in the client of the busy worker would last half a minute.
      assertThat(waited).isLessThan(Duration.ofSeconds(15));
      end.countDown();
    }
  }

  private static KafkaShareConsumer<byte[], byte[]> lowConsumer() {
    return new KafkaShareConsumer<>(
        Map.of(
            "bootstrap.servers",
            TestInstallation.bootstrapServers(),
            "group.id",
            baton.names.workerGroup("late", Priority.LOW),
            "share.acquire.mode",
            "record_limit",
            "max.poll.records",
            1),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Test
  void aWorkerThatServesClassesRefusesToStartWithoutTheirTopics() throws Exception {
    try (TestInstallation plain = new TestInstallation(Set.of("plain"))) {
      assertThatThrownBy(() -> plain.worker("plain", _ -> TaskOutcome.fields("{}"), CLASSES))
          .hasStackTraceContaining(
              "topics: [%1$stasks.plain.high, %1$stasks.plain.low] are missing; run: baton cluster apply --priorities"
                  .formatted(plain.names.prefix()));
    }
  }
}
