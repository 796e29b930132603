package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.StepReport;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a run did outside is taken back when it ends cancelled or failed. */
class CompensationTests {
  private static final String TRIP =
      """
      flight: {agent: x, compensate: {agent: y, objective: cancel the flight, timeout: 20s}}
      hotel: {agent: x, needs: [flight], compensate: {agent: y}}
      pay: {agent: x, needs: [hotel], onMissing: fail}
      """;

  private static final Duration TIME = RunLimits.DEFAULT.compensationTime();

  private static Scenario booked() {
    return Scenario.of(TRIP)
        .succeeds("flight", 0, "{\"ticket\":7}")
        .succeeds("hotel", 0, "{\"room\":1}");
  }

  private static Scenario undone(Scenario run, String step) {
    return run.result(run.task(step + "/compensate", 0), Scenario.success("undone", "{}"));
  }

  @Nested
  class WhenARunEndsInVain {
    @Test
    void theLatestEffectIsTakenBackFirstAndThenTheAnswerIsGiven() {
      Scenario run = booked().fails("pay", FailureClass.PERMANENT);
      assertThat(run.justDispatched()).containsExactly("hotel/compensate[0]#1@y");
      assertThat(run.header().status()).isEqualTo(RunStatus.COMPENSATING);
      assertThat(run.isFinished()).isFalse();

      undone(run, "hotel");
      assertThat(run.justDispatched()).containsExactly("flight/compensate[0]#1@y");

      undone(run, "flight");
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);
      assertThat(run.answer().reason())
          .startsWith("step 'pay' failed")
          .doesNotContain("not compen");
      assertThat(compensations(run)).containsExactly("1 of 1 taken back", "1 of 1 taken back", "-");
      assertThat(run.answers()).isEqualTo(1);
      assertThat(run.store().records().keySet())
          .containsExactlyInAnyOrder(
              new RunKey.Header(), new RunKey.Log(), RunKey.Timer.GRAVESTONE);
    }

    @Test
    void aCompensationIsToldWhatItsStepBrought() {
      Scenario run = booked().signal(SignalKind.CANCEL);
      undone(run, "hotel");

      Task task = run.task("flight/compensate", 0);

      assertThat(task.objective()).isEqualTo("cancel the flight");
      assertThat(task.timeout()).isEqualTo(Duration.ofSeconds(20));
      assertThat(task.slice())
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.key()).isEqualTo("effect");
            assertThat(entry.writer()).isEqualTo("flight");
            assertThat(entry.parts().getFirst().fieldsJson()).isEqualTo("{\"ticket\":7}");
          });
      assertThat(run.answers()).isZero();
      undone(run, "flight");
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.CANCELLED);
    }

    @Test
    void theOrderIsThatOfCompletionNotThatOfTheDefinition() {
      Scenario run =
          Scenario.of(
              """
              a: {agent: x, compensate: {agent: y}}
              b: {agent: x, compensate: {agent: y}}
              c: {agent: x, forEach: '["p", "q"]', compensate: {agent: y}}
              d: {agent: x}
              """);
      run.succeeds("c", 1).succeeds("b").succeeds("a").succeeds("c", 0).signal(SignalKind.CANCEL);

      assertThat(run.justDispatched()).containsExactly("c/compensate[0]#1@y");
      assertThat(undone(run, "c").justDispatched()).containsExactly("a/compensate[0]#1@y");
      assertThat(undone(run, "a").justDispatched()).containsExactly("b/compensate[0]#1@y");
      assertThat(undone(run, "b").justDispatched()).containsExactly("c/compensate[1]#1@y");
    }

    @Test
    void aDeadlineWithNothingToShowCompensatesToo() {
      Scenario run =
          Scenario.of("a: {agent: x, compensate: {agent: y}}").passes(Duration.ofMinutes(16));

      assertThat(run.tasks()).extracting(Task::step).contains("a/compensate");
    }

    @Test
    void aPausedRunIsNotHeldBack() {
      Scenario run = booked().signal(SignalKind.PAUSE).signal(SignalKind.CANCEL);

      assertThat(run.justDispatched()).containsExactly("hotel/compensate[0]#1@y");
    }
  }

  @Nested
  class WhenTheEffectIsNotCertain {
    private static final String ONE =
        "a: {agent: x, compensate: {agent: y}, retry: {max: 1}}\nb: {agent: x}";

    @Test
    void anAttemptInFlightIsStoppedAndItsEffectTakenBack() {
      Scenario run = Scenario.of(ONE).signal(SignalKind.CANCEL);

      assertThat(run.justDispatched()).containsExactly("a/compensate[0]#1@y");
      assertThat(run.justControlled())
          .extracting(control -> control.taskId().isPresent())
          .containsExactly(true, true);
      assertThat(run.task("a/compensate", 0).slice().getFirst().parts().getFirst().fieldsJson())
          .isEqualTo("{\"outcome\":\"unknown\"}");
    }

    @Test
    void whoeverFailedMayHaveActedBefore() {
      for (FailureClass failure :
          List.of(FailureClass.TRANSIENT, FailureClass.MALFORMED, FailureClass.PERMANENT)) {
        assertThat(Scenario.of(ONE).fails("a", failure).signal(SignalKind.CANCEL).justDispatched())
            .as("%s", failure)
            .containsExactly("a/compensate[0]#1@y");
      }
    }

    @Test
    void aTaskThatNobodyBeganHadNoEffect() {
      Scenario run = Scenario.of(ONE).fails("a", FailureClass.OVERLOAD).signal(SignalKind.CANCEL);

      assertThat(run.justDispatched()).isEmpty();
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.CANCELLED);
    }

    @Test
    void anAttemptThatNobodyBeganDoesNotSpeakForTheOneBefore() {
      Scenario run =
          Scenario.of("a: {agent: x, compensate: {agent: y}, retry: {max: 2}}\nb: {agent: x}");
      run.fails("a", FailureClass.TIMEOUT).passes(Duration.ofSeconds(2));
      run.fails("a", FailureClass.OVERLOAD).signal(SignalKind.CANCEL);

      assertThat(run.justDispatched()).containsExactly("a/compensate[0]#1@y");
    }

    @Test
    void aStepThatNeverRanIsNotCompensated() {
      Scenario run =
          Scenario.of("a: {agent: x}\nb: {agent: x, needs: [a], compensate: {agent: y}}")
              .signal(SignalKind.CANCEL);

      assertThat(run.tasks()).extracting(Task::step).containsExactly("a");
      assertThat(run.isFinished()).isTrue();
    }

    @Test
    void aRunThatHasSomethingToShowKeepsItsEffects() {
      Scenario run = Scenario.of(ONE).succeeds("a").fails("b", FailureClass.PERMANENT);

      assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
      assertThat(run.tasks()).extracting(Task::step).containsExactly("a", "b");
    }
  }

  @Nested
  class WhileItIsUnderWay {
    @Test
    void nothingElseCounts() {
      Scenario run = booked();
      Task pay = run.task("pay", 0);
      run.signal(SignalKind.CANCEL);

      assertThat(run.signal(SignalKind.CANCEL).justDecided()).containsExactly("SignalIgnored");
      assertThat(run.signal(SignalKind.PAUSE).justDecided()).containsExactly("SignalIgnored");
      assertThat(run.result(pay, Scenario.success("late", "{}")).justDecided())
          .containsExactly("ResultSuperseded");
      assertThat(run.isFinished()).isFalse();
    }

    @Test
    void aFailureIsTriedAgainAndThenGivenUpAndTheNextIsTakenBack() {
      Scenario run = booked().signal(SignalKind.CANCEL);
      for (int attempt = 1; attempt <= 3; attempt++) {
        assertThat(run.task("hotel/compensate", 0).attempt()).isEqualTo(attempt);
        run.fails("hotel/compensate", FailureClass.TRANSIENT).passes(Duration.ofSeconds(5));
      }
      assertThat(run.task("flight/compensate", 0).attempt()).isEqualTo(1);

      undone(run, "flight");

      assertThat(compensations(run))
          .containsExactly("1 of 1 taken back", "0 of 1 taken back: TRANSIENT happened", "-");
      assertThat(run.answer().reason())
          .endsWith("; not compensated: step 'hotel' (1 of 1: TRANSIENT happened)");
    }

    @Test
    void aWorkerThatSaysNothingIsCountedAsLost() {
      Scenario run =
          Scenario.of("a: {agent: x, compensate: {agent: y, timeout: 10s}}\nb: {agent: x}");
      run.succeeds("a").signal(SignalKind.CANCEL).passes(Duration.ofSeconds(20));

      assertThat(run.task("a/compensate", 0).attempt()).isEqualTo(2);
      assertThat(run.task("a/compensate", 0).previousFailure()).contains(FailureClass.TIMEOUT);
      Task first = Scenario.attempt(run.task("a/compensate", 0), 1);
      run.result(first, Scenario.success("late but true", "{}"));
      assertThat(run.answer().status()).isEqualTo(AnswerStatus.CANCELLED);
    }

    @Test
    void theTimeIsBoundedAndTheAnswerNamesWhatStands() {
      Scenario run =
          Scenario.of(
              """
              flight: {agent: x, compensate: {agent: y, timeout: 10m}}
              hotel: {agent: x, needs: [flight], compensate: {agent: y}}
              pay: {agent: x, needs: [hotel]}
              """);
      run.succeeds("flight").succeeds("hotel").signal(SignalKind.CANCEL);
      undone(run, "hotel").passes(TIME.minusMillis(1));
      assertThat(run.isFinished()).isFalse();

      run.passes(Duration.ofMillis(1));

      assertThat(run.answer().finishedAt()).isEqualTo(run.answer().startedAt().plus(TIME));
      assertThat(compensations(run))
          .containsExactly(
              "0 of 1 taken back: the time for compensation was up", "1 of 1 taken back", "-");
      assertThat(run.answer().reason())
          .endsWith("; not compensated: step 'flight' (1 of 1: the time for compensation was up)");
      assertThat(run.justControlled())
          .as("whoever takes back is told to stop")
          .extracting(Effect.SendControl::taskId)
          .containsExactly(Optional.empty());
    }

    @Test
    void theSameWordAgainChangesNothing() {
      Scenario run = booked().signal(SignalKind.CANCEL);
      Task task = run.task("hotel/compensate", 0);
      undone(run, "hotel");

      assertThat(run.result(task, Scenario.success("again", "{}")).justDecided())
          .containsExactly("ResultSuperseded");
      assertThat(run.result(task, failed()).justDecided()).containsExactly("ResultSuperseded");
      assertThat(run.justDispatched()).isEmpty();
    }

    @Test
    void itsCostIsCounted() {
      Scenario run = booked().signal(SignalKind.CANCEL);
      undone(undone(run, "hotel"), "flight");

      assertThat(run.answer().usage().inputTokens()).isEqualTo(40);
    }

    private static ResultBody failed() {
      return new ResultBody.TaskFailed(FailureClass.PERMANENT, "no", Optional.empty());
    }
  }

  @Test
  void aWideCancelGoesOnWhileEffectsAreTakenBack() {
    Scenario run =
        Scenario.of(
            """
            a: {agent: x, compensate: {agent: y}}
            b: {agent: x, needs: [a], forEach: {items: steps.a.fields.list, concurrency: 1000}}
            """);
    run.succeeds("a", 0, list(600)).continues().signal(SignalKind.CANCEL);
    assertThat(run.justControlled()).hasSizeLessThan(600);
    assertThat(run.justDispatched()).containsExactly("a/compensate[0]#1@y");

    run.continues();
    assertThat(run.controls()).hasSize(600);
    undone(run, "a");

    assertThat(run.answer().status()).isEqualTo(AnswerStatus.CANCELLED);
    assertThat(run.continues().store().records()).hasSize(3);
  }

  @Test
  void tenThousandEffectsCostNoMoreEachThanTen() {
    Scenario run =
        Scenario.of(
            """
            a: {agent: x}
            b:
              agent: x
              needs: [a]
              forEach: {items: steps.a.fields.list, concurrency: 10}
              compensate: {agent: y}
            """);
    run.succeeds("a", 0, list(2_000));
    for (int index = 0; index < 1_000; index++) {
      run.happens(result(run, index));
      assertThat(run.lastFacts()).hasSizeLessThanOrEqualTo(4);
    }
    assertThat(run.store().get(new RunKey.Effects()).orElseThrow().counts())
        .containsExactlyEntriesOf(java.util.Map.of("b", 1_010));
  }

  private static RunEvent result(Scenario run, int index) {
    Task task =
        run.lastEffects().stream()
            .filter(Effect.DispatchTask.class::isInstance)
            .map(effect -> ((Effect.DispatchTask) effect).task())
            .filter(dispatched -> dispatched.itemIndex() == index)
            .findFirst()
            .orElseGet(() -> run.task("b", index));
    return new RunEvent.ResultReceived(
        new Result(
            task.taskId(),
            run.run(),
            1,
            "e" + index,
            "w",
            run.now(),
            run.now(),
            Usage.NONE,
            Scenario.success("t", "{}")),
        run.now());
  }

  private static String list(int length) {
    return java.util.stream.IntStream.range(0, length)
        .mapToObj(Integer::toString)
        .collect(java.util.stream.Collectors.joining(",", "{\"list\":[", "]}"));
  }

  private static List<String> compensations(Scenario run) {
    return run.answer().steps().stream()
        .map(StepReport::compensation)
        .map(outcome -> outcome.orElse("-"))
        .toList();
  }
}
