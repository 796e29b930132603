package dev.baton.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.card.AgentCards;
import dev.baton.agent.content.ClaimCheck;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.journal.InMemoryJournal;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.agent.tool.ToolCatalogue;
import dev.baton.agent.tool.ToolLimits;
import dev.baton.schemas.Abandoned;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import dev.baton.schemas.TaskFailed;
import dev.baton.schemas.TaskStarted;
import dev.baton.schemas.TaskSucceeded;
import dev.baton.serde.Decoded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpecialistRunnerTests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SlotScene scene = new SlotScene(1);
  private final FakeOutbox outbox = new FakeOutbox();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch ended = new CountDownLatch(1);

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void endsOnlyAfterTheResultIsSafe() {
    outbox.safe = new CountDownLatch(1);

    Execution execution = perform(_ -> TaskOutcome.fields("{}"), scene.task("a").build());
    await()
        .during(Duration.ofMillis(50))
        .atMost(PATIENCE)
        .until(() -> execution.disposition().isEmpty());

    outbox.safe.countDown();
    awaitEnd();
    assertThat(execution.disposition()).contains(Disposition.SAID);
    assertThat(onlyResult().getBody()).isInstanceOf(TaskSucceeded.class);
  }

  @Test
  void namesTheAttemptAndAFreshExecution() {
    perform(_ -> TaskOutcome.fields("{\"n\":1}"), scene.task("a").setAttempt(3).build());
    awaitEnd();

    assertThat(onlyResult().getAttempt()).isEqualTo(3);
    assertThat(onlyResult().getWorker()).isEqualTo("tester@pod-1");
    assertThat(onlyResult().getExecutionId()).hasSize(36);
    assertThat(((TaskSucceeded) onlyResult().getBody()).getFieldsJson()).isEqualTo("{\"n\":1}");
  }

  @Test
  void saysAResultAgainThatWasNotSafe() {
    outbox.failuresToCome.set(2);

    Execution execution = perform(_ -> TaskOutcome.fields("{}"), scene.task("a").build());
    awaitEnd();

    assertThat(execution.disposition()).contains(Disposition.SAID);
    assertThat(outbox.results).hasSize(1);
  }

  @Test
  void endsUnsaidWhenNoResultCanBeMadeSafe() {
    outbox.failuresToCome.set(Integer.MAX_VALUE);

    Execution execution = perform(_ -> TaskOutcome.fields("{}"), scene.task("a").build());
    awaitEnd();

    assertThat(execution.disposition()).contains(Disposition.UNSAID);
  }

  @Test
  void turnsFailuresIntoResults() {
    perform(_ -> TaskOutcome.failure(FailureClass.REFUSED, "no"), scene.task("a").build());
    awaitEnd();

    assertThat(failure()).isEqualTo(failed(FailureClass.REFUSED, "no"));
  }

  @Test
  void turnsAFailureFromDeepInsideIntoAResult() {
    Specialist failing =
        _ -> {
          throw new TaskFailureException(FailureClass.MALFORMED, "bad JSON");
        };
    perform(failing, scene.task("a").build());
    awaitEnd();

    assertThat(failure()).isEqualTo(failed(FailureClass.MALFORMED, "bad JSON"));
  }

  @Test
  void turnsABugIntoAPermanentFailureThatNamesItAndTellsNoMore() {
    Specialist buggy =
        _ -> {
          throw new IllegalStateException("secret");
        };
    perform(buggy, scene.task("a").build());
    awaitEnd();

    assertThat(failure())
        .isEqualTo(
            failed(FailureClass.PERMANENT, "work: failed with java.lang.IllegalStateException"));
  }

  @Test
  void saysForInterruptedWorkWhatItsCauseDemands() {
    Map<CancelCause, Object> demands =
        Map.of(
            new CancelCause.TimedOut("too long"),
            failed(FailureClass.TIMEOUT, "too long"),
            new CancelCause.Cancelled("left"),
            new Abandoned("cancelled: left"));
    demands.forEach((cause, body) -> {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch over = new CountDownLatch(1);
      outbox.results.clear();
      Execution execution =
          runner(blocked(started))
              .perform(scene.task("a").build(), scene.deliver("a"), over::countDown);
      awaitLatch(started);
      execution.cancel(cause);
      awaitLatch(over);

      assertThat(onlyResult().getBody()).as("%s", cause).isEqualTo(body);
      assertThat(execution.disposition()).contains(Disposition.SAID);
    });
  }

  @Test
  void saysNothingWhenTheLockIsLost() {
    CountDownLatch started = new CountDownLatch(1);
    Execution execution = perform(blocked(started), scene.task("a").build());
    awaitLatch(started);

    execution.cancel(new CancelCause.LockLost());
    awaitEnd();

    assertThat(outbox.results).isEmpty();
    assertThat(execution.disposition()).contains(Disposition.UNSAID);
  }

  @Test
  void speaksForWorkThatIgnoresItsInterruptAndSilencesIt() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    Specialist stubborn =
        _ -> {
          started.countDown();
          boolean waiting = true;
          while (waiting) {
            try {
              release.await();
              waiting = false;
            } catch (InterruptedException _) {
              waiting = true; // Ignoring it is what the test is about.
            }
          }
          left.countDown();
          return TaskOutcome.fields("{}");
        };
    Execution execution = perform(stubborn, scene.task("a").build());
    awaitLatch(started);
    execution.cancel(new CancelCause.TimedOut("too long"));
    execution.abandon();
    awaitEnd();

    assertThat(failure()).isEqualTo(failed(FailureClass.TIMEOUT, "too long"));
    release.countDown();
    awaitLatch(left);
    await().during(Duration.ofMillis(50)).atMost(PATIENCE).until(() -> outbox.results.size() == 1);
  }

  @Test
  void announcesWorkWithItsTimeout() {
    CountDownLatch started = new CountDownLatch(1);
    Execution execution = perform(blocked(started), scene.task("a").setTimeoutMillis(5000).build());
    awaitLatch(started);

    execution.sayStarted();

    await().atMost(PATIENCE).until(() -> outbox.hints.size() == 1);
    assertThat(outbox.hints.getFirst().getBody()).isEqualTo(new TaskStarted(5000L));
    execution.cancel(new CancelCause.ShutDown());
    awaitEnd();
    assertThat(onlyResult().getExecutionId()).isEqualTo(outbox.hints.getFirst().getExecutionId());
  }

  @Test
  void buriesARecordWithItsCause() {
    TaskRecord record = scene.deliverPoison("bad");
    Execution execution =
        runner(_ -> TaskOutcome.fields("{}"))
            .bury(record, new Decoded.Poison<>("unknown-schema", "schema id: 7"), ended::countDown);
    awaitEnd();

    assertThat(execution.disposition()).contains(Disposition.SAID);
    assertThat(outbox.deadLetters)
        .singleElement()
        .satisfies(letter -> assertThat(letter.getCause()).isEqualTo("unknown-schema"));
  }

  @Test
  void answersFinishedCallsOfAnEarlierExecutionFromTheJournal() {
    Specialist asking =
        context -> {
          ModelRequest request =
              new ModelRequest(
                  "draft",
                  "",
                  List.of(new ModelMessage.User("hi")),
                  List.of(),
                  Optional.empty(),
                  10);
          return TaskOutcome.markdown(
              context.model().call(request, context.deadline()).text(), "{}", List.of());
        };
    Task task = scene.task("a").build();
    perform(asking, task);
    awaitEnd();
    CountDownLatch again = new CountDownLatch(1);
    runner(asking).perform(task, scene.deliver("a", 2), again::countDown);
    awaitLatch(again);

    assertThat(outbox.results)
        .extracting(result -> result.getUsage().getModelCalls())
        .containsExactly(1, 0);
    assertThat(outbox.results)
        .extracting(Result::getBody)
        .containsOnly(outbox.results.getFirst().getBody());
    assertThat(journal.entries().getLast().getResumesFrom())
        .isEqualTo(outbox.results.getFirst().getExecutionId());
  }

  private Execution perform(Specialist specialist, Task task) {
    return runner(specialist).perform(task, scene.deliver(task.getTaskId()), ended::countDown);
  }

  private SpecialistRunner runner(Specialist specialist) {
    AgentCard card =
        AgentCards.parse(
            "{role: tester, version: 1, description: d, skills: [{name: work, description: w}]}",
            "test");
    ToolCatalogue tools = new ToolCatalogue(List.of(), Set.of(), ToolLimits.DEFAULT, executor);
    ExecutionParts parts =
        new ExecutionParts(
            specialist,
            card,
            new OfflineExtractiveModel(),
            tools,
            ClaimCheck.none(),
            journal,
            (_, _) -> {});
    return new SpecialistRunner(parts, outbox, new WorkerIdentity("tester", "pod-1"), scene.clock);
  }

  private static Specialist blocked(CountDownLatch started) {
    return _ -> {
      started.countDown();
      new CountDownLatch(1).await();
      return TaskOutcome.fields("{}");
    };
  }

  private Result onlyResult() {
    assertThat(outbox.results).hasSize(1);
    return outbox.results.getFirst();
  }

  private TaskFailed failure() {
    return (TaskFailed) onlyResult().getBody();
  }

  private static TaskFailed failed(FailureClass failureClass, String message) {
    return TaskFailed.newBuilder().setFailureClass(failureClass).setMessage(message).build();
  }

  private void awaitEnd() {
    awaitLatch(ended);
  }

  private static void awaitLatch(CountDownLatch latch) {
    await().atMost(PATIENCE).until(() -> latch.getCount() == 0);
  }
}
