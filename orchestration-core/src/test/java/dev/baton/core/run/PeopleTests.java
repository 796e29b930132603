package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Content;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Missing;
import dev.baton.core.message.Request;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PeopleTests {
  @Nested
  class WhenAStepWaitsForApproval {
    @Test
    void anApprovalLetsTheRunGoOnAndRunsNothingAgain() {
      Scenario run = signed("").succeeds("draft");
      assertThat(run.justDecided()).endsWith("WaitStarted");
      says(run, SignalKind.APPROVE, "ann", Map.of());
      assertThat(run.justDecided())
          .containsExactly(
              "SignalApplied", "WaitEnded", "StepCompleted", "StepStarted", "TaskDispatched");
      assertThat(run.justDispatched()).containsExactly("send[0]#1@writer");
      run.succeeds("send");
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
      assertThat(run.answer().steps().get(1).role()).isEqualTo("people");
    }

    @Test
    void aDenialEndsTheRun() {
      Scenario run = signed("").succeeds("draft");
      says(run, SignalKind.DENY, "bob", Map.of());
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
      assertThat(run.answer().reason()).isEqualTo("step 'sign' failed: denied by bob: because");
    }

    @Test
    void silenceIsADenialUnlessTheStepSaysOtherwise() {
      Scenario denied = signed("").succeeds("draft").passes(Duration.ofMinutes(1));
      assertThat(denied.answer().reason()).contains("nobody answered in time; the default is deny");
      Scenario run = signed(", default: approve").succeeds("draft").passes(Duration.ofMinutes(1));
      assertThat(run.justDispatched()).containsExactly("send[0]#1@writer");
    }

    @Test
    void theWrongPersonIsNotFollowedAndTheReasonIsKept() {
      Scenario run = signed("").succeeds("draft");
      says(run, SignalKind.APPROVE, "eve", Map.of());
      assertThat(reason(run)).isEqualTo("by: eve (expected one of: ann, bob)");
      assertThat(run.lastEffects()).isEmpty();
      says(run, SignalKind.APPROVE, "ann", Map.of());
      assertThat(run.justDecided()).contains("WaitEnded");
    }

    @Test
    void anotherTenantsWordIsNotFollowed() {
      Scenario run = signed("").succeeds("draft");
      run.happens(
          new RunEvent.SignalReceived(
              run.run(),
              "stranger",
              run.now(),
              run.now(),
              signal(run, SignalKind.CANCEL, "ann", Map.of())));
      assertThat(reason(run)).isEqualTo("the run belongs to another tenant");
    }

    @Test
    void anApprovalThatComesTwiceTooEarlyOrTooLateIsIgnored() {
      Scenario run = signed("");
      says(run, SignalKind.APPROVE, "ann", Map.of());
      assertThat(reason(run)).isEqualTo("no step waits for it");
      run.succeeds("draft");
      says(run, SignalKind.INPUT, "ann", Map.of("a", "b"));
      assertThat(reason(run)).isEqualTo("no step waits for it");
      says(run, SignalKind.APPROVE, "ann", Map.of());
      says(run, SignalKind.APPROVE, "ann", Map.of());
      assertThat(reason(run)).isEqualTo("no step waits for it");
      run.succeeds("send");
      says(run, SignalKind.APPROVE, "ann", Map.of());
      assertThat(reason(run)).isEqualTo("the run has ended");
    }

    @Test
    void whereTwoStepsWaitTheSignalMustNameOne() {
      Scenario run = Scenario.of("a: {approve: {}}\nb: {approve: {}}\nc: {agent: x, needs: [b]}");
      says(run, SignalKind.APPROVE, "ann", Map.of());
      assertThat(reason(run)).startsWith("it names no single step (expected one of: a ");
      run.happens(named(run, "b"));
      assertThat(run.justDispatched()).containsExactly("c[0]#1@x");
    }

    private static RunEvent named(Scenario run, String step) {
      Signal signal =
          new Signal(
              run.run(),
              Optional.empty(),
              SignalKind.APPROVE,
              Optional.of(step),
              Optional.empty(),
              Optional.empty(),
              Map.of());
      return new RunEvent.SignalReceived(run.run(), Scenario.TENANT, run.now(), run.now(), signal);
    }

    private static Scenario signed(String more) {
      return Scenario.of(
          """
          draft: {agent: writer, writes: draft}
          sign: {approve: {by: [ann, bob], deadline: 1m%s}, needs: [draft]}
          send: {agent: writer, needs: [sign], reads: [draft]}
          """
              .formatted(more));
    }
  }

  @Nested
  class WhenAStepWaits {
    @Test
    void timePasses() {
      Scenario run = Scenario.of("a: {wait: 10s}\nb: {agent: x, needs: [a]}");
      run.passes(Duration.ofSeconds(9));
      assertThat(run.tasks()).isEmpty();
      run.passes(Duration.ofSeconds(1));
      assertThat(run.justDispatched()).containsExactly("b[0]#1@x");
    }

    @Test
    void inputsBecomeTheFieldsOfTheStep() {
      Scenario run =
          Scenario.of(
              """
              ask: {wait: {inputs: [colour, size]}}
              paint: {agent: x, needs: [ask], when: steps.ask.fields.colour == "red"}
              """);
      says(run, SignalKind.INPUT, "ann", Map.of("colour", "red"));
      assertThat(reason(run)).isEqualTo("inputs: lack size (expected: colour, size)");
      says(run, SignalKind.INPUT, "ann", Map.of("colour", "red", "size", "1", "other", "x"));
      assertThat(run.justDispatched()).containsExactly("paint[0]#1@x");
    }

    @Test
    void theDefaultCountsWhereNobodyProvidesAny() {
      String wait = "ask: {wait: {inputs: [colour], deadline: 1m%s}}\n";
      Scenario run = Scenario.of(wait.formatted(", default: {colour: blue}"));
      run.passes(Duration.ofMinutes(1));
      assertThat(run.answer().fieldsJson()).isEqualTo("{\"colour\":\"blue\"}");
      Scenario none = Scenario.of(wait.formatted("")).passes(Duration.ofMinutes(1));
      assertThat(none.answer().missing())
          .extracting(Missing::reason)
          .containsExactly(FailureClass.TIMEOUT);
    }
  }

  @Nested
  class WhenAWorkerAsks {
    @Test
    void theNextAttemptIsGivenThePersonsAnswer() {
      Scenario run = Scenario.of("a: {agent: x}");
      run.result(run.task("a", 0), new ResultBody.NeedsInput("which colour?"));
      assertThat(run.justDecided()).containsExactly("InputRequested");
      says(run, SignalKind.INPUT, "ann", Map.of("colour", "red"));
      assertThat(run.justDispatched()).containsExactly("a[0]#2@x");
      assertThat(run.task("a", 0).inputs()).containsEntry("colour", "red");
      run.succeeds("a");
      assertThat(run.answer().content()).contains(Content.markdown("a0"));
    }

    @Test
    void aQuestionThatNobodyAnswersIsGivenUpInTime() {
      Scenario run = Scenario.of("a: {agent: x}\nb: {agent: x}").succeeds("b");
      run.result(run.task("a", 0), new ResultBody.NeedsInput("which colour?"));
      run.passes(Duration.ofMinutes(15));
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
      assertThat(run.answer().missing())
          .extracting(Missing::detail)
          .containsExactly("nobody answered in time");
    }

    @Test
    void aLateSuccessOfAnEarlierAttemptMakesTheQuestionVoid() {
      Scenario run = Scenario.of("a: {agent: x}\nb: {agent: x}");
      run.result(run.task("a", 0), new ResultBody.NeedsInput("which colour?"));
      run.result(run.task("a", 0), Scenario.success("found it", "{}"), "another");
      says(run, SignalKind.INPUT, "ann", Map.of("colour", "red"));
      assertThat(reason(run)).isEqualTo("no step waits for it");
    }
  }

  @Test
  void aPauseEndsByItself() {
    Request request = Request.of("goal").withDeadline(Scenario.START.plus(Duration.ofHours(5)));
    Scenario run = Scenario.of("a: {agent: x}\nb: {agent: x, needs: [a]}", request);
    run.signal(SignalKind.PAUSE).succeeds("a");
    assertThat(run.justDispatched()).isEmpty();
    run.passes(RunLimits.DEFAULT.maxPause());
    assertThat(run.justDispatched()).containsExactly("b[0]#1@x");
    run.signal(SignalKind.PAUSE).signal(SignalKind.RESUME);
    assertThat(run.timers()).noneMatch(timer -> timer.name().equals("pause"));
  }

  private static void says(Scenario run, SignalKind kind, String by, Map<String, String> inputs) {
    run.happens(
        new RunEvent.SignalReceived(
            run.run(), Scenario.TENANT, run.now(), run.now(), signal(run, kind, by, inputs)));
  }

  private static Signal signal(
      Scenario run, SignalKind kind, String by, Map<String, String> inputs) {
    return new Signal(
        run.run(),
        Optional.of("signal " + run.log().size()),
        kind,
        Optional.empty(),
        Optional.of(by),
        Optional.of("because"),
        inputs);
  }

  private static String reason(Scenario run) {
    return run.lastFacts().stream()
        .filter(RunFact.SignalIgnored.class::isInstance)
        .map(fact -> ((RunFact.SignalIgnored) fact).reason())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no signal was ignored: " + run.lastFacts()));
  }
}
