package dev.baton.core.run;

import static dev.baton.core.message.FailureClass.OVERLOAD;
import static dev.baton.core.message.FailureClass.PERMANENT;
import static dev.baton.core.message.FailureClass.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Content;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Missing;
import dev.baton.core.message.Request;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.Task;
import dev.baton.core.workflow.Workflows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunTroubleTests {

  @Nested
  class WhenAnAttemptFails {
    @Test
    void itIsTriedAgainAfterAGrowingWait() {
      Scenario run = Scenario.of("a: {agent: x, retry: {max: 3, backoff: 10s, cap: 15s}}");
      run.fails("a", TRANSIENT);
      assertThat(run.justDecided()).containsExactly("TaskAttemptFailed", "RetryScheduled");
      assertThat(waits(run)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
      run.passes(Duration.ofSeconds(10));
      assertThat(run.task("a", 0).attempt()).isEqualTo(2);
      assertThat(run.task("a", 0).previousFailure()).contains(TRANSIENT);
      assertThat(run.task("a", 0).avoidModels()).containsExactly("model");
      run.fails("a", TRANSIENT);
      assertThat(waits(run)).isBetween(Duration.ofMillis(7_500), Duration.ofSeconds(15));
      run.passes(Duration.ofSeconds(15)).succeeds("a");
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
      assertThat(run.answer().usage().modelCalls()).isEqualTo(3);
    }

    @Test
    void theNextAttemptIsToldWhatWasWrong() {
      Scenario run =
          Scenario.of(
              "a: {agent: x, output: {type: object, required: [n]}, retry: {on: [malformed]}}");
      assertThat(run.task("a", 0).outputSchema())
          .contains("{\"required\":[\"n\"],\"type\":\"object\"}");
      assertThat(run.task("a", 0).previousFailureMessage()).isEmpty();

      run.fails("a", FailureClass.MALFORMED).passes(Duration.ofSeconds(2));

      assertThat(run.task("a", 0).attempt()).isEqualTo(2);
      assertThat(run.task("a", 0).previousFailure()).contains(FailureClass.MALFORMED);
      assertThat(run.task("a", 0).previousFailureMessage()).contains("MALFORMED happened");
    }

    private static Duration waits(Scenario run) {
      return Duration.between(run.now(), run.nextTimer().orElseThrow().due());
    }

    @Test
    void whatTheDeadlineLeavesNoTimeForIsNamed() {
      Scenario run = Scenario.of("a: {agent: x}");
      run.result(
          run.task("a", 0),
          new ResultBody.TaskFailed(TRANSIENT, "busy", Optional.of(Duration.ofHours(2))));
      assertThat(run.answer().missing())
          .extracting(Missing::detail)
          .containsExactly("busy; not tried again: the run's deadline comes first");
    }

    @Test
    void theWorkersLeastWaitIsKept() {
      Scenario run = Scenario.of("a: {agent: x}");
      run.result(
          run.task("a", 0),
          new ResultBody.TaskFailed(TRANSIENT, "busy", Optional.of(Duration.ofMinutes(2))));
      assertThat(run.nextTimer().orElseThrow().due())
          .isEqualTo(run.now().plus(Duration.ofMinutes(2)));
    }

    @Test
    void theFallbackTriesOnceTheRetriesAreUsedUp() {
      Scenario run = Scenario.of("a: {agent: x, fallback: y, retry: {max: 1}}");
      run.fails("a", TRANSIENT);
      assertThat(run.justDispatched()).containsExactly("a[0]#2@y");
      run.fails("a", PERMANENT);
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
      assertThat(run.answer().steps().get(0).role()).isEqualTo("y");
    }

    @Test
    void overloadIsNotTriedAgain() {
      Scenario run = Scenario.of("a: {agent: x}").fails("a", OVERLOAD);
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
      assertThat(run.answer().reason()).contains("step 'a'").contains("OVERLOAD happened");
    }

    @Test
    void aStepThatMustNotFailEndsTheRunAndItsOtherWork() {
      Scenario run = Scenario.of("a: {agent: x, onMissing: fail}\nb: {agent: x}");
      run.fails("a", PERMANENT);
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
      assertThat(run.answer().reason()).isEqualTo("step 'a' failed: PERMANENT happened");
      assertThat(run.justControlled())
          .singleElement()
          .satisfies(control -> assertThat(control.taskId()).isEmpty());
    }

    @Test
    void theRunsRetriesAreBoundedTogether() {
      RunLimits strict = RunLimits.DEFAULT.withRetries(1, 0);
      Scenario run =
          Scenario.fresh(strict).routed("a: {agent: x, forEach: \"[\\\"p\\\", \\\"q\\\"]\"}");
      run.fails("a", 0, TRANSIENT);
      assertThat(run.justDecided()).contains("RetryScheduled");
      run.fails("a", 1, TRANSIENT);
      assertThat(run.justDecided()).containsExactly("TaskAttemptFailed", "TaskGivenUp");
      run.passes(Duration.ofMinutes(1)).succeeds("a", 0);
      assertThat(run.answer().missing())
          .extracting(Missing::detail)
          .containsExactly(
              "TRANSIENT happened; not tried again: the run has had 1 of 1 retries after 2 tasks");
    }

    @Test
    void malformedFieldsCountAsAFailure() {
      Scenario run = Scenario.of("a: {agent: x}").succeeds("a", 0, "[1]");
      assertThat(run.lastFacts().get(0))
          .isInstanceOfSatisfying(
              TaskFact.TaskAttemptFailed.class,
              failed ->
                  assertThat(failed.failure().failureClass()).isEqualTo(FailureClass.MALFORMED));
    }
  }

  @Nested
  class WhenNobodyAnswers {
    private static final String STEPS = "a: {agent: x, timeout: 30s, queueTimeout: 1m}";

    @Test
    void anAttemptThatWasNeverBegunIsRecoveredAfterQueueAndWork() {
      Scenario run = Scenario.of(STEPS).passes(Duration.ofSeconds(94));
      assertThat(run.tasks()).hasSize(1);
      run.passes(Duration.ofSeconds(3));
      assertThat(run.task("a", 0).attempt()).isEqualTo(2);
      assertThat(run.task("a", 0).previousFailure()).contains(FailureClass.TIMEOUT);
    }

    @Test
    void theTimeoutRunsFromTheWorkersStart() {
      Scenario run = Scenario.of(STEPS).passes(Duration.ofSeconds(50));
      run.begins("a", Duration.ofSeconds(30));
      assertThat(run.nextTimer().orElseThrow().due()).isEqualTo(run.now().plusSeconds(35));
      run.passes(Duration.ofSeconds(35));
      assertThat(run.justDecided()).containsExactly("TaskAttemptFailed", "RetryScheduled");
      assertThat(run.justControlled())
          .singleElement()
          .satisfies(control -> assertThat(control.attemptUpTo()).isEqualTo(1));
    }

    @Test
    void theRunsDeadlineEndsItAndNamesWhatIsMissing() {
      Scenario run =
          Scenario.of("a: {agent: x}\nb: {agent: x, needs: [a]}\nc: {agent: x, needs: [b]}");
      run.succeeds("a").passes(Duration.ofMinutes(15));
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
      assertThat(run.answer().reason()).isEqualTo("deadline: the run's deadline passed");
      assertThat(run.answer().missing())
          .containsExactly(
              new Missing(
                  "b",
                  Optional.empty(),
                  FailureClass.TIMEOUT,
                  "was not finished when the run ended"),
              new Missing(
                  "c",
                  Optional.empty(),
                  FailureClass.TIMEOUT,
                  "was not started when the run ended"));
      assertThat(run.justControlled()).hasSize(1);
      assertThat(run.answer().canonical().stepStatuses())
          .containsExactly("a=SUCCEEDED", "b=CANCELLED", "c=CANCELLED");
    }

    @Test
    void aRunWithoutAnyResultFailsAtItsDeadline() {
      Scenario run =
          Scenario.of("a: {agent: x}", Request.of("g").withDeadline(Scenario.START.plusSeconds(5)));
      run.passes(Duration.ofSeconds(5));
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
      assertThat(run.answer().finishedAt()).isEqualTo(Scenario.START.plusSeconds(5));
    }
  }

  @Nested
  class WhenResultsComeLateOrTwice {
    @Test
    void theFirstSuccessOfAnyDispatchedAttemptIsAccepted() {
      Scenario run = Scenario.of("a: {agent: x, timeout: 10s, queueTimeout: 10s}");
      Task first = run.task("a", 0);
      run.passes(Duration.ofSeconds(30));
      assertThat(run.task("a", 0).attempt()).isEqualTo(2);
      run.result(first, Scenario.success("late", "{}"));
      assertThat(run.answer().content()).contains(Content.markdown("late"));
    }

    @Test
    void theAttemptInFlightIsToldToStopWhenAnEarlierOneSucceeds() {
      Scenario run = Scenario.of("a: {agent: x, timeout: 10s, queueTimeout: 10s}\nb: {agent: x}");
      Task first = run.task("a", 0);
      run.passes(Duration.ofSeconds(30)).result(first, Scenario.success("late", "{}"));
      assertThat(run.justControlled())
          .singleElement()
          .satisfies(control -> assertThat(control.attemptUpTo()).isEqualTo(2));
    }

    @Test
    void aFailureOfAFormerAttemptDoesNotCountButItsCostDoes() {
      Scenario run = Scenario.of("a: {agent: x, timeout: 10s, queueTimeout: 10s}");
      Task first = run.task("a", 0);
      run.passes(Duration.ofSeconds(30));
      run.result(first, new ResultBody.TaskFailed(PERMANENT, "late", Optional.empty()));
      assertThat(run.justDecided()).containsExactly("ResultSuperseded");
      assertThat(run.header().spending().usage().inputTokens()).isEqualTo(10);
      run.succeeds("a");
      assertThat(run.answer().usage().inputTokens()).isEqualTo(20);
    }

    @Test
    void anAttemptThatWasNeverDispatchedDoesNotCount() {
      Scenario run = Scenario.of("a: {agent: x}");
      Task task = run.task("a", 0);
      Task forged = Scenario.attempt(task, 7);
      run.result(forged, Scenario.success("forged", "{}"));
      assertThat(run.justDecided()).containsExactly("ResultSuperseded");
      assertThat(run.isFinished()).isFalse();
    }

    @Test
    void aRepeatedResultChangesAndCostsNothing() {
      Scenario run = Scenario.of("a: {agent: x}\nb: {agent: x}");
      run.succeeds("a");
      var before = run.store().records().get(new RunKey.Header());
      run.succeeds("a");
      assertThat(run.justDecided()).containsExactly("ResultSuperseded");
      assertThat(run.lastEffects()).isEmpty();
      assertThat(run.store().records().get(new RunKey.Header())).isEqualTo(before);
    }

    @Test
    void aFinishedRunIgnoresEverything() {
      Scenario run = Scenario.of("a: {agent: x}").succeeds("a");
      var before = run.header();
      run.succeeds("a");
      assertThat(run.justDecided()).containsExactly("ResultSuperseded");
      run.signal(SignalKind.CANCEL);
      assertThat(run.justDecided()).containsExactly("SignalIgnored");
      run.routed("a: {agent: x}");
      assertThat(run.justDecided()).containsExactly("EventSuperseded");
      assertThat(run.header()).isEqualTo(before);
      assertThat(run.answers()).isEqualTo(1);
    }

    @Test
    void aResultOfAnUnknownRunIsRecordedAndNotStored() {
      Scenario known = Scenario.of("a: {agent: x}");
      Scenario unknown = Scenario.fresh();
      unknown.result(known.task("a", 0), Scenario.success("x", "{}"));
      assertThat(unknown.justDecided()).containsExactly("ResultSuperseded");
      assertThat(unknown.store().records()).isEmpty();
      assertThat(unknown.log().get(0).seq()).isZero();
    }
  }

  @Nested
  class WhenTheRequestIsOdd {
    @Test
    void theSameKeyWithAnotherPayloadIsRefusedOnce() {
      Scenario run = Scenario.of("a: {agent: x}");
      RunEvent other =
          Scenario.routedEvent(
              run.run(), Request.of("another goal"), Workflows.singleStep("x"), run.now());
      run.happens(other);
      assertThat(run.justDecided()).containsExactly("RequestRefusedAsConflict");
      assertThat(run.lastEffects()).singleElement().isInstanceOf(Effect.RejectRequest.class);
      run.happens(other);
      assertThat(run.justDecided()).containsExactly("EventSuperseded");
      assertThat(run.lastEffects()).isEmpty();
    }

    @Test
    void aWorkflowThatNamesARoleWithoutACardFails() {
      RunEvent.Routed routed =
          Scenario.routedEvent(
              Scenario.fresh().run(), Request.of("g"), Workflows.singleStep("x"), Scenario.START);
      Scenario run =
          Scenario.fresh()
              .happens(
                  new RunEvent.Routed(
                      routed.runId(),
                      routed.tenant(),
                      routed.madeAt(),
                      routed.at(),
                      routed.request(),
                      routed.requestDigest(),
                      routed.origin(),
                      routed.route(),
                      Optional.empty(),
                      routed.workflow(),
                      List.of(),
                      List.of(),
                      Optional.empty()));
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
      assertThat(run.answer().reason())
          .isEqualTo("step 'x': agent 'x' has no card (expected: a published agent)");
      assertThat(run.store().records()).hasSize(3);
    }

    @Test
    void aDeadlineThatHasPassedIsAnsweredAtOnce() {
      Scenario run =
          Scenario.of(
              "a: {agent: x}", Request.of("g").withDeadline(Scenario.START.minusSeconds(1)));
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
      assertThat(run.tasks()).isEmpty();
    }
  }

  @Nested
  class WhenSomebodySaysSo {
    @Test
    void aCancelledRunAnswersWithWhatItHasAndStopsItsWorkers() {
      Scenario run = Scenario.of("a: {agent: x}\nb: {agent: x}").succeeds("b");
      run.signal(SignalKind.CANCEL);
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.CANCELLED);
      assertThat(run.answer().reason()).isEqualTo("cancelled: enough");
      assertThat(run.answer().content()).contains(Content.markdown("b0"));
      assertThat(run.justControlled()).hasSize(1);
    }

    @Test
    void aPausedRunTakesResultsAndStartsNothingUntilItIsResumed() {
      Scenario run = Scenario.of("a: {agent: x}\nb: {agent: x, needs: [a]}");
      run.signal(SignalKind.PAUSE).succeeds("a");
      assertThat(run.justDispatched()).isEmpty();
      run.signal(SignalKind.RESUME);
      assertThat(run.justDispatched()).containsExactly("b[0]#1@x");
    }

    @Test
    void aDueRetryWaitsForTheRunToBeResumed() {
      Scenario run = Scenario.of("a: {agent: x}").fails("a", TRANSIENT);
      run.signal(SignalKind.PAUSE).passes(Duration.ofSeconds(20));
      assertThat(run.justDecided()).containsExactly("DispatchHeld");
      run.signal(SignalKind.RESUME).passes(Duration.ofSeconds(5));
      assertThat(run.justDispatched()).containsExactly("a[0]#2@x");
    }

    @Test
    void aSignalNobodyWaitsForIsIgnored() {
      Scenario run = Scenario.of("a: {agent: x}").signal(SignalKind.APPROVE);
      assertThat(run.justDecided()).containsExactly("SignalIgnored");
    }
  }

  @Nested
  class WhenTheBudgetEnds {
    private static Request bounded(Optional<Long> tokens, Optional<Integer> tasks) {
      return Request.of("g")
          .withBudget(new Budget(tokens, Optional.empty(), Optional.empty(), tasks));
    }

    @Test
    void noTaskBeyondTheBoundIsDispatchedAndTheAnswerIsPartial() {
      Scenario run =
          Scenario.of(
              "a: {agent: x, forEach: \"[\\\"p\\\", \\\"q\\\", \\\"r\\\"]\"}",
              bounded(Optional.empty(), Optional.of(2)));
      assertThat(run.tasks()).hasSize(2);
      run.succeeds("a", 0).succeeds("a", 1);
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
      assertThat(run.answer().reason()).startsWith("budget: step 'a'");
      assertThat(run.answer().missing())
          .extracting(Missing::reason)
          .containsExactly(FailureClass.BUDGET);
    }

    @Test
    void tokensAreSetAsideAtDispatchAndSettledAtTheResult() {
      Scenario run =
          Scenario.of(
              "a: {agent: x}\nb: {agent: x, needs: [a]}",
              bounded(Optional.of(1_000L), Optional.empty()));
      assertThat(run.task("a", 0).maxTokens()).contains(500L);
      assertThat(run.header().spending().tokensReserved()).isEqualTo(500);
      run.succeeds("a");
      assertThat(run.task("b", 0).maxTokens()).contains(989L);
    }

    @Test
    void anAttemptIsRefusedWhenTooFewTokensAreLeft() {
      Scenario run = Scenario.of("a: {agent: x}", bounded(Optional.of(100L), Optional.empty()));
      assertThat(run.tasks()).isEmpty();
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
      assertThat(run.answer().reason()).startsWith("budget:");
    }
  }
}
