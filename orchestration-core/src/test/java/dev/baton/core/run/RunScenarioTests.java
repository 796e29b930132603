package dev.baton.core.run;

import static dev.baton.core.message.FailureClass.PERMANENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Content;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Missing;
import dev.baton.core.message.Request;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.SlicePart;
import dev.baton.core.message.StepReport;
import dev.baton.core.message.Task;
import dev.baton.core.workflow.Workflows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunScenarioTests {

  @Nested
  class WhenAllGoesWell {
    @Test
    void oneStepBecomesOneTaskAndItsResultTheAnswer() {
      Scenario run =
          Scenario.fresh().route(Request.of("say hello"), Workflows.singleStep("writer"));
      assertThat(run.justDispatched()).containsExactly("writer[0]#1@writer");
      assertThat(run.task("writer", 0).objective()).isEqualTo("say hello");
      assertThat(run.task("writer", 0).skill()).isEqualTo("work");

      run.succeeds("writer");

      assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
      assertThat(run.answer().content()).contains(Content.markdown("writer0"));
      assertThat(run.answer().workflow()).isEqualTo("agent-writer@1");
      assertThat(run.answer().missing()).isEmpty();
      assertThat(run.answer().usage().inputTokens()).isEqualTo(10);
      assertThat(run.answer().steps())
          .extracting(StepReport::status, StepReport::attempts)
          .containsExactly(tuple("SUCCEEDED", 1));
    }

    @Test
    void stepsWithoutNeedsRunSideBySideAndOthersWaitForAllTheyNeed() {
      Scenario run = Scenario.of("a: {agent: x}\nb: {agent: x}\nc: {agent: x, needs: [a, b]}");
      assertThat(run.justDispatched()).containsExactly("a[0]#1@x", "b[0]#1@x");
      run.succeeds("b");
      assertThat(run.justDispatched()).isEmpty();
      run.succeeds("a");
      assertThat(run.justDispatched()).containsExactly("c[0]#1@x");
      run.succeeds("c");
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
    }

    @Test
    void aFinishedRunLeavesOnlyItsGravestone() {
      Scenario run = Scenario.of("a: {agent: x, writes: k}\nb: {agent: x, needs: [a], reads: [k]}");
      run.succeeds("a").succeeds("b");
      assertThat(run.store().records().keySet())
          .containsExactlyInAnyOrder(
              new RunKey.Header(), new RunKey.Log(), RunKey.Timer.GRAVESTONE);
      assertThat(run.header().end()).contains(AnswerStatus.COMPLETE);
    }

    @Test
    void aTaskIsGivenOnlyWhatItsStepReads() {
      Scenario run =
          Scenario.of(
              """
              a: {agent: x, writes: first}
              b: {agent: x, writes: second}
              c: {agent: x, needs: [a, b], reads: [second]}
              """);
      run.succeeds("a").succeeds("b");
      Task task = run.task("c", 0);
      assertThat(task.slice()).hasSize(1);
      assertThat(task.slice().get(0).key()).isEqualTo("second");
      assertThat(task.slice().get(0).writer()).isEqualTo("b");
      assertThat(task.slice().get(0).version()).isEqualTo(1);
      assertThat(task.slice().get(0).parts().get(0).content()).contains(Content.markdown("b0"));
    }

    @Test
    void theBundledAnswerWorkflowGoesRoundOnceWhereTheReviewAsksForIt() {
      Scenario run = Scenario.fresh().routeBundled("answer");
      assertThat(run.task("decompose", 0).skill()).isEqualTo("decompose");
      run.succeeds("decompose", 0, "{\"facets\": [\"one\", \"two\"]}");
      assertThat(run.justDispatched())
          .containsExactly("research[0]#1@researcher", "research[1]#1@researcher");
      assertThat(run.task("research", 1).objective()).isEqualTo("two");
      run.succeeds("research", 1).succeeds("research", 0);
      assertThat(run.task("write", 0).slice().get(0).parts())
          .extracting(SlicePart::item)
          .containsExactly(Optional.of("one"), Optional.of("two"));
      run.succeeds("write");
      run.succeeds("review", 0, "{\"verdict\": \"redo\", \"issues\": [\"too short\"]}");
      assertThat(run.justDispatched()).containsExactly("write[0]#1@writer");
      assertThat(run.task("write", 0).round()).isEqualTo(1);
      assertThat(run.task("write", 0).slice()).extracting(e -> e.key()).contains("review");
      run.succeeds("write").succeeds("review", 0, "{\"verdict\": \"accept\", \"issues\": []}");
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
      assertThat(run.answer().steps())
          .extracting(StepReport::step, StepReport::rounds)
          .contains(tuple("write", 2), tuple("decompose", 1));
    }
  }

  @Nested
  class WhenStepsAreRepeated {
    private static final String STEPS =
        """
        a: {agent: x, writes: draft}
        b: {agent: x, needs: [a], repeat: {until: steps.b.fields.ok, max: 1, redo: [a, b]}}
        c: {agent: x, needs: [a], reads: [draft]}
        """;

    @Test
    void aRoundThatBringsNothingNewIsTheLast() {
      Scenario run =
          Scenario.of("a: {agent: x, repeat: {until: steps.a.fields.ok, max: 9, redo: [a]}}");
      run.succeeds("a", 0, "{\"ok\": false, \"n\": 1}")
          .succeeds("a", 0, "{\"ok\": false, \"n\": 2}");
      assertThat(run.task("a", 0).round()).isEqualTo(2);
      run.succeeds("a", 0, "{\"ok\": false, \"n\": 2}");
      assertThat(run.justDecided()).contains("LoopStopped", "RunFinished");
      assertThat(run.answer().missing())
          .extracting(Missing::detail)
          .containsExactly(
              "'steps.a.fields.ok' does not hold after 3 rounds: the last round brought nothing new");
    }

    @Test
    void whatLiesOutsideTheLoopWaitsForItsLastRound() {
      Scenario run = Scenario.of(STEPS).succeeds("a").succeeds("b", 0, "{\"ok\": false}");
      assertThat(run.justDispatched()).containsExactly("a[0]#1@x");
      run.succeeds("a");
      assertThat(run.justDispatched()).containsExactly("b[0]#1@x");
      run.succeeds("b", 0, "{\"ok\": true}");
      assertThat(run.justDispatched()).containsExactly("c[0]#1@x");
      assertThat(run.task("c", 0).slice().get(0).version()).isEqualTo(2);
    }

    @Test
    void aLoopThatRunsIntoItsBoundIsNamedAsMissing() {
      Scenario run = Scenario.of(STEPS);
      for (int round = 0; round < 2; round++) {
        run.succeeds("a").succeeds("b", 0, "{\"ok\": false}");
      }
      run.succeeds("c");
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
      assertThat(run.answer().content()).contains(Content.markdown("c0"));
      assertThat(run.answer().missing())
          .containsExactly(
              new Missing(
                  "b",
                  Optional.empty(),
                  FailureClass.REFUSED,
                  "'steps.b.fields.ok' does not hold after 2 rounds"));
    }

    @Test
    void aStepThatFailedIsNotRepeated() {
      Scenario run = Scenario.of(STEPS).succeeds("a").fails("b", PERMANENT);
      assertThat(run.justDispatched()).containsExactly("c[0]#1@x");
    }
  }

  @Nested
  class WhenAStepHasACondition {
    private static final String STEPS =
        """
        a: {agent: x}
        b: {agent: x, needs: [a], when: steps.a.fields.go}
        c: {agent: x, needs: [b]}
        """;

    @Test
    void aFalseOneSkipsTheStepAndItsDependantsStillRun() {
      Scenario run = Scenario.of(STEPS).succeeds("a", 0, "{\"go\": false}");
      assertThat(run.justDecided()).contains("StepSkipped");
      assertThat(run.justDispatched()).containsExactly("c[0]#1@x");
      run.succeeds("c");
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
      assertThat(run.answer().canonical().stepStatuses())
          .containsExactly("a=SUCCEEDED", "b=SKIPPED", "c=SUCCEEDED");
    }

    @Test
    void oneWithoutAValueFailsTheStepAndSaysWhy() {
      Scenario run = Scenario.of(STEPS).succeeds("a", 0, "{}");
      run.succeeds("c");
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
      assertThat(run.answer().missing())
          .singleElement()
          .satisfies(lack -> assertThat(lack.detail()).contains("steps.a.fields.go"));
    }
  }

  @Nested
  class WhenAStepFansOut {
    private static final String STEPS =
        """
        a: {agent: x}
        b:
          agent: x
          needs: [a]
          forEach: {items: steps.a.fields.list, concurrency: 2}
          writes: k
          retry: {max: 1}
        c: {agent: x, needs: [b], reads: [k]}
        """;

    @Test
    void noMoreTasksAreOpenThanItsConcurrencyAllows() {
      Scenario run = Scenario.of(STEPS).succeeds("a", 0, "{\"list\": [\"p\", \"q\", \"r\"]}");
      assertThat(run.justDispatched()).containsExactly("b[0]#1@x", "b[1]#1@x");
      run.succeeds("b", 1);
      assertThat(run.justDispatched()).containsExactly("b[2]#1@x");
      assertThat(run.task("b", 2).item()).contains("r");
    }

    @Test
    void anEmptyListIsDoneAtOnce() {
      Scenario run = Scenario.of(STEPS).succeeds("a", 0, "{\"list\": []}");
      assertThat(run.justDispatched()).containsExactly("c[0]#1@x");
      assertThat(run.task("c", 0).slice()).isEmpty();
    }

    @Test
    void theKeysOfAStepHaveAnOrder() {
      Scenario run =
          Scenario.of(
              """
              a: {agent: x}
              b: {agent: x, needs: [a], forEach: 'steps.a.map(key, key)'}
              """);
      run.succeeds("a");
      assertThat(run.task("b", 0).item()).contains("fields");
      assertThat(run.task("b", 1).item()).contains("items");
      assertThat(run.task("b", 2).item()).contains("status");
    }

    @Test
    void whatIsMissingIsNamedAndTheRestGoesOn() {
      Scenario run = Scenario.of(STEPS).succeeds("a", 0, "{\"list\": [\"p\", {\"q\": 1}]}");
      run.fails("b", 1, PERMANENT).succeeds("b", 0);
      assertThat(run.task("c", 0).slice().get(0).parts()).hasSize(1);
      run.succeeds("c");
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
      assertThat(run.answer().missing())
          .containsExactly(
              new Missing("b", Optional.of("{\"q\":1}"), PERMANENT, "PERMANENT happened"));
      assertThat(run.answer().content()).contains(Content.markdown("c0"));
    }

    @Test
    void equalResultsAreOnePartOfAUnionAndTheBestIsTheMostConfident() {
      Scenario union = fanOut("union").succeeds("a", 0, "{\"list\": [\"p\", \"q\"]}");
      union.result(union.task("b", 0), Scenario.success("same", "{}"));
      union.result(union.task("b", 1), Scenario.success("same", "{}"));
      assertThat(union.task("c", 0).slice().get(0).parts()).hasSize(1);

      Scenario best = fanOut("best").succeeds("a", 0, "{\"list\": [\"p\", \"q\"]}");
      best.result(best.task("b", 0), confident("low", 0.2));
      best.result(best.task("b", 1), confident("high", 0.9));
      assertThat(best.task("c", 0).slice().get(0).parts())
          .extracting(part -> part.content().orElseThrow())
          .containsExactly(Content.markdown("high"));
    }

    private static Scenario fanOut(String merge) {
      return Scenario.of(
          """
          a: {agent: x}
          b: {agent: x, needs: [a], forEach: steps.a.fields.list, writes: k, merge: %s}
          c: {agent: x, needs: [b], reads: [k]}
          """
              .formatted(merge));
    }

    private static ResultBody confident(String text, double confidence) {
      return new ResultBody.TaskSucceeded(
          "{}", Optional.of(Content.markdown(text)), List.of(), Optional.of(confidence));
    }

    @Test
    void theJoinDeadlineEndsItWithWhatIsThere() {
      Scenario run =
          Scenario.of(
              """
              a: {agent: x, forEach: "[\\"p\\", \\"q\\"]", join: {deadline: 1m}, writes: k}
              b: {agent: x, needs: [a], reads: [k]}
              """);
      run.succeeds("a", 0).passes(Duration.ofMinutes(1));
      assertThat(run.justDispatched()).containsExactly("b[0]#1@x");
      assertThat(run.justControlled())
          .singleElement()
          .satisfies(c -> assertThat(c.taskId()).contains(run.task("a", 1).taskId()));
      run.succeeds("a", 1);
      assertThat(run.justDecided()).containsExactly("ResultSuperseded");
      run.succeeds("b");
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
      assertThat(run.answer().missing())
          .containsExactly(
              new Missing(
                  "a",
                  Optional.of("q"),
                  FailureClass.TIMEOUT,
                  "was not finished when the step's deadline passed"));
    }
  }
}
