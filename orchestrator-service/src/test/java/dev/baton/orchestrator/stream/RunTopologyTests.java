package dev.baton.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.run.FailingMachines;
import dev.baton.schemas.Answer;
import dev.baton.schemas.AnswerStatus;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Priority;
import dev.baton.schemas.Result;
import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.RunLogRecord;
import dev.baton.schemas.Task;
import dev.baton.schemas.TimerFired;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTopologyTests {

  @TempDir Path stateDir;
  private Scenario scenario;

  @BeforeEach
  void open() {
    scenario = new Scenario(stateDir);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void goesFromRequestOverTasksAndResultsToOneAnswer() {
    String runId = scenario.request("k", Scenario.FANOUT);
    List<Task> tasks = scenario.tasks("noop");
    assertThat(tasks).extracting(Task::getStep).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(tasks).allSatisfy(task -> assertThat(task.getRunId()).isEqualTo(runId));

    tasks.forEach(task -> scenario.succeed(task, "text of " + task.getStep()));

    Answer answer = onlyAnswer();
    assertThat(answer.getStatus()).isEqualTo(AnswerStatus.COMPLETE);
    assertThat(answer.getContent().getText()).isEqualTo("text of c");
    assertThat(scenario.deadLetters()).isEmpty();
    assertThat(scenario.runLog()).extracting(RunLogRecord::getSeq).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void carriesAStepOutAsARunOfItsOwnAndAnswersOnce() {
    RunEvent event =
        Messages.routed(
            "k",
            "goal of k",
            scenario.now(),
            "name: outer\nsteps: {a: {workflow: single}}\n",
            "noop");
    Routed routed =
        Routed.newBuilder((Routed) event.getBody())
            .setNested(List.of(Messages.definition(Scenario.SINGLE)))
            .build();
    scenario.send(RunEvent.newBuilder(event).setBody(routed).build());

    Task task = scenario.tasks("noop").getFirst();
    assertThat(task.getRunId()).isNotEqualTo(Messages.runId("k"));
    scenario.succeed(task, "done by a child");

    assertThat(scenario.answers())
        .singleElement()
        .satisfies(answer -> {
          assertThat(answer.getRunId()).isEqualTo(Messages.runId("k"));
          assertThat(answer.getContent().getText()).isEqualTo("done by a child");
        });
  }

  @Test
  void answersTwoRunsIndependently() {
    scenario.request("one", Scenario.SINGLE);
    scenario.request("two", Scenario.SINGLE);

    scenario.tasks("noop").forEach(task -> scenario.succeed(task, task.getGoal()));

    assertThat(scenario.answers())
        .extracting(answer -> answer.getContent().getText())
        .containsExactly("goal of one", "goal of two");
  }

  @Nested
  class WhenAnInstallationHasPriorityClasses {

    private static final String HIGH = Scenario.NAMES.tasks("noop", Priority.HIGH, 0);
    private static final String LOW = Scenario.NAMES.tasks("noop", Priority.LOW, 0);

    private void request(String key, Priority priority) {
      scenario.send(
          Messages.withPriority(
              Messages.routed(key, "goal", scenario.now(), Scenario.SINGLE, "noop"), priority));
    }

    @Test
    void tasksGoToTheTopicOfTheirRunsClass() {
      scenario.topics.addAll(List.of(HIGH, LOW));

      request("h", Priority.HIGH);
      request("n", Priority.NORMAL);
      request("l", Priority.LOW);

      assertThat(scenario.tasksOf(HIGH))
          .extracting(Task::getPriority)
          .containsExactly(Priority.HIGH);
      assertThat(scenario.tasks("noop"))
          .extracting(Task::getPriority)
          .containsExactly(Priority.NORMAL);
      assertThat(scenario.tasksOf(LOW)).extracting(Task::getPriority).containsExactly(Priority.LOW);
    }

    @Test
    void aRoleWithoutTopicsForClassesHasAllItsTasksInOne() {
      request("h", Priority.HIGH);
      request("l", Priority.LOW);

      assertThat(scenario.tasks("noop"))
          .extracting(Task::getPriority)
          .containsExactly(Priority.HIGH, Priority.LOW);
    }

    @Test
    void allTasksGoToOneTopicWhereThereAreNoClasses(@TempDir Path other) {
      try (Scenario plain = Scenario.withoutPriorities(other)) {
        plain.topics.addAll(List.of(HIGH, LOW));
        plain.send(
            Messages.withPriority(
                Messages.routed("h", "goal", plain.now(), Scenario.SINGLE, "noop"), Priority.HIGH));

        assertThat(plain.tasks("noop")).hasSize(1);
      }
    }
  }

  @Nested
  class WhenSomethingComesTwice {

    @Test
    void countsAResultOnce() {
      scenario.request("k", Scenario.FANOUT);
      List<Task> tasks = scenario.tasks("noop");
      scenario.succeed(tasks.getFirst(), "first");
      scenario.succeed(tasks.getFirst(), "second");
      assertThat(scenario.answers()).isEmpty();

      tasks.forEach(task -> scenario.succeed(task, task.getStep()));
      tasks.forEach(task -> scenario.succeed(task, "late"));

      assertThat(onlyAnswer().getContent().getText()).isEqualTo("c");
    }

    @Test
    void startsARequestOnce() {
      scenario.request("k", Scenario.SINGLE);
      scenario.request("k", Scenario.SINGLE);

      assertThat(scenario.tasks("noop")).hasSize(1);
      assertThat(scenario.deadLetters()).isEmpty();
    }

    @Test
    void refusesAnotherRequestWithTheSameKey() {
      String runId = scenario.request("k", Scenario.SINGLE);
      scenario.send(Messages.routed("k", "another goal", scenario.now(), Scenario.SINGLE, "noop"));

      DeadLetter letter = onlyDeadLetter();
      assertThat(letter.getCause()).isEqualTo("key-conflict");
      assertThat(letter.getMessage()).contains(runId);
      assertThat(scenario.tasks("noop")).hasSize(1);
    }
  }

  @Nested
  class WhenARecordIsPoison {

    @Test
    void buriesBytesThatDoNotDecode() {
      byte[] garbage = "not avro".getBytes(StandardCharsets.UTF_8);
      scenario.sendRaw(Scenario.NAMES.runs(), "some key", garbage);

      DeadLetter letter = onlyDeadLetter();
      assertThat(letter.getCause()).isEqualTo("undecodable");
      assertThat(letter.getTopic()).isEqualTo(Scenario.NAMES.runs());
      assertThat(letter.getValue().array()).isEqualTo(garbage);
      assertThat(letter.getKey().array()).isEqualTo("some key".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void buriesATombstoneWithoutAKey() {
      scenario.sendRaw(Scenario.NAMES.results("noop"), null, null);

      assertThat(onlyDeadLetter().getCause()).isEqualTo("undecodable");
    }

    @Test
    void buriesARecordWhoseKeyIsNotItsRun() {
      scenario.sendRaw(
          Scenario.NAMES.runs(),
          Messages.runId("other"),
          RawCodec.bytes(Messages.routed("k", "goal", scenario.now(), Scenario.SINGLE, "noop")));

      assertThat(onlyDeadLetter().getCause()).isEqualTo("invalid");
      assertThat(scenario.tasks("noop")).isEmpty();
    }

    @Test
    void buriesAResultByAnotherRole() {
      scenario.request("k", Scenario.SINGLE);
      Task task = scenario.tasks("noop").getFirst();

      scenario.send("intruder", Messages.success(task, scenario.now(), "forged"));
      assertThat(onlyDeadLetter().getMessage()).contains("intruder").contains("'noop'");
      assertThat(scenario.answers()).isEmpty();

      scenario.succeed(task, "genuine");
      assertThat(onlyAnswer().getContent().getText()).isEqualTo("genuine");
    }

    @Test
    void doesNotHarmTheRunsBesideIt() {
      scenario.request("k", Scenario.SINGLE);
      scenario.sendRaw(Scenario.NAMES.results("noop"), Messages.runId("k"), new byte[] {1, 2, 3});

      scenario.tasks("noop").forEach(task -> scenario.succeed(task, "fine"));

      assertThat(onlyAnswer().getStatus()).isEqualTo(AnswerStatus.COMPLETE);
    }

    @Test
    void setsAsideWhatTheMachineCannotDecide() {
      String damaged = scenario.request("damaged", Scenario.SINGLE);
      scenario.request("sound", Scenario.SINGLE);
      List<Task> tasks = scenario.tasks("noop");
      scenario.damage(damaged);

      tasks.forEach(task -> scenario.succeed(task, task.getGoal()));
      scenario.advance(Duration.ofMinutes(6));

      assertThat(onlyDeadLetter().getCause()).isEqualTo("undecidable");
      assertThat(onlyAnswer().getContent().getText()).isEqualTo("goal of sound");
    }

    @Test
    void cancelsARunWhoseTimerTheMachineCannotDecide(@TempDir Path other) {
      try (Scenario flawed = Scenario.with(other, FailingMachines.atTheFirstEnd())) {
        flawed.request("k", Scenario.SINGLE);
        flawed.advance(Duration.ofMinutes(6));

        assertThat(flawed.answers())
            .singleElement()
            .satisfies(answer -> {
              assertThat(answer.getStatus()).isEqualTo(AnswerStatus.CANCELLED);
              assertThat(answer.getReason()).contains("the run machine failed at its timer");
            });
      }
    }

    @Test
    void recordsAResultForAnUnknownRunWithoutStoringIt() {
      scenario.request("k", Scenario.SINGLE);
      Task task = scenario.tasks("noop").getFirst();
      Result stray =
          Result.newBuilder(Messages.success(task, scenario.now(), "x"))
              .setRunId(Messages.runId("unknown"))
              .build();
      scenario.runLog();

      scenario.send("noop", stray);

      assertThat(scenario.runLog()).extracting(RunLogRecord::getSeq).containsExactly(0L);
    }
  }

  @Nested
  class WhenTimeGoesBy {

    @Test
    void dispatchesARetryWhenItIsDue() {
      scenario.request("k", Scenario.SINGLE);
      Task first = scenario.tasks("noop").getFirst();
      scenario.send("noop", Messages.transientFailure(first, scenario.now()));
      assertThat(scenario.tasks("noop")).isEmpty();

      scenario.advance(Duration.ofSeconds(5));

      Task second = scenario.tasks("noop").getFirst();
      assertThat(second.getTaskId()).isEqualTo(first.getTaskId());
      assertThat(second.getAttempt()).isEqualTo(2);
      assertThat(scenario.runLog())
          .last()
          .satisfies(entry -> assertThat(entry.getEvent()).isInstanceOf(TimerFired.class));
      scenario.succeed(second, "at last");
      assertThat(onlyAnswer().getStatus()).isEqualTo(AnswerStatus.COMPLETE);
    }

    @Test
    void endsEveryRunByItsDeadline() {
      for (int i = 0; i < 300; i++) {
        scenario.request("k" + i, Scenario.SINGLE);
      }

      // More runs than one look takes: the rest follows at the next ticks.
      scenario.advance(Duration.ofMinutes(5).plusSeconds(1));
      scenario.advance(Duration.ofMillis(50));
      scenario.advance(Duration.ofMillis(50));

      assertThat(scenario.answers())
          .hasSize(300)
          .allSatisfy(answer -> assertThat(answer.getStatus()).isEqualTo(AnswerStatus.FAILED));
    }

    @Test
    void leavesFinishedRunsAlone() {
      scenario.request("k", Scenario.SINGLE);
      scenario.tasks("noop").forEach(task -> scenario.succeed(task, "done"));
      assertThat(scenario.answers()).hasSize(1);
      scenario.runLog();

      scenario.advance(Duration.ofHours(2));

      assertThat(scenario.answers()).isEmpty();
      assertThat(scenario.runLog()).isEmpty();
    }
  }

  @Nested
  class WhenATaskCannotBeSent {

    private static final String ABSENT =
        """
        name: gone
        version: 1
        description: one task for a role without workers
        deadline: 5m
        steps:
          work: {agent: absent, onMissing: fail}
        """;

    @Test
    void failsATaskOfARoleWithoutATopic() {
      scenario.request("k", ABSENT);

      Answer answer = onlyAnswer();
      assertThat(answer.getStatus()).isEqualTo(AnswerStatus.FAILED);
      assertThat(answer.getMissing())
          .first()
          .satisfies(missing -> {
            assertThat(missing.getReason()).isEqualTo(FailureClass.PERMANENT);
            assertThat(missing.getDetail())
                .contains("role 'absent' has no topic")
                .contains("baton cluster apply");
          });
      assertThat(scenario.runLog()).extracting(RunLogRecord::getSeq).containsExactly(1L, 2L);
    }

    @Test
    void failsATaskWhoseTopicHasNoSchema() {
      scenario.topics.add(Scenario.NAMES.tasks("absent"));
      scenario.unregistered.add(Scenario.NAMES.tasks("absent"));

      scenario.request("k", ABSENT);

      assertThat(onlyAnswer().getMissing().getFirst().getDetail())
          .contains("not in the schema registry");
    }

    @Test
    void dispatchesOnceTheTopicIsThere() {
      scenario.topics.add(Scenario.NAMES.tasks("absent"));

      scenario.request("k", ABSENT);

      assertThat(scenario.tasks("absent")).hasSize(1);
    }

    @Test
    void fallsBackFromARoleWithoutATopic() {
      scenario.request("k", ABSENT.replace("onMissing: fail", "fallback: noop"));

      scenario.tasks("noop").forEach(task -> scenario.succeed(task, "by the fallback"));

      assertThat(onlyAnswer().getContent().getText()).isEqualTo("by the fallback");
    }
  }

  private Answer onlyAnswer() {
    List<Answer> answers = scenario.answers();
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  private DeadLetter onlyDeadLetter() {
    List<DeadLetter> letters = scenario.deadLetters();
    assertThat(letters).hasSize(1);
    return letters.getFirst();
  }
}
