package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Rejection;
import dev.baton.core.message.Request;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.Task;
import dev.baton.core.wire.WireKeys;
import dev.baton.core.wire.WireState;
import dev.baton.core.workflow.WorkflowParser;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of a run that has ended, and for how long. */
class GravestoneTests {
  private static final Duration TIME = RunLimits.DEFAULT.gravestoneTime();
  private static final int MOST_BYTES = 1_024;

  private static Scenario ended() {
    return Scenario.of("a: {agent: x}").succeeds("a");
  }

  @Test
  void aGravestoneStandsUntilNothingCanComeAgain() {
    Scenario run = ended().passes(TIME.minusMillis(1));
    assertThat(run.header().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.happens(again(run)).justDecided()).containsExactly("EventSuperseded");

    run.passes(Duration.ofMillis(1));

    assertThat(run.justDecided()).containsExactly("GravestoneRemoved");
    assertThat(run.store().records()).isEmpty();
    assertThat(run.log().getLast().tenant()).isEqualTo(Scenario.TENANT);
    assertThat(run.log().getLast().seq()).isEqualTo(run.log().size());
  }

  @Test
  void whatComesForAPurgedRunIsRecordedAndRaisesNothing() {
    Scenario run = ended();
    Task task = run.task("a", 0);
    run.passes(TIME);

    assertThat(run.result(task, Scenario.success("late", "{}"), "zombie").lastFacts())
        .singleElement()
        .isInstanceOfSatisfying(
            TaskFact.ResultSuperseded.class,
            fact -> {
              assertThat(fact.reason()).isEqualTo("the run is unknown");
              assertThat(fact.execution().usage().inputTokens()).isEqualTo(10);
            });
    assertThat(run.signal(SignalKind.CANCEL).justDecided()).containsExactly("SignalIgnored");
    assertThat(run.store().records()).isEmpty();
    assertThat(run.log().getLast().seq()).isZero();
    assertThat(run.lastEffects()).isEmpty();
  }

  @Test
  void aRequestWithTheKeyOfAPurgedRunIsANewRun() {
    Scenario run = ended().passes(TIME);

    assertThat(run.happens(again(run)).justDecided()).startsWith("RunStarted");
    run.succeeds("a");

    assertThat(run.answers()).isEqualTo(2);
    assertThat(Replay.fold(run.log()).firstDivergence()).isEmpty();
    assertThat(Replay.fold(run.log()).store()).isEqualTo(run.store());
  }

  @Test
  void aRefusedRequestIsRememberedForAsLong() {
    Scenario run = Scenario.fresh();
    run.happens(routed(run, "digest", "requests-0@1", Optional.of(new Rejection("no", "not so"))));
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.FAILED);

    assertThat(run.passes(TIME.minusMillis(1)).store().records()).isNotEmpty();
    assertThat(run.passes(Duration.ofMillis(1)).store().records()).isEmpty();
  }

  @Test
  void aGravestoneStaysWhileRecordsAreLeft() {
    String wide =
        IntStream.range(0, 400)
            .mapToObj(Integer::toString)
            .collect(java.util.stream.Collectors.joining(",", "'[", "]'"));
    Scenario run =
        Scenario.of("a: {agent: x, forEach: {items: %s, concurrency: 1000}}".formatted(wide))
            .continues()
            .signal(SignalKind.CANCEL);

    run.passes(TIME);
    assertThat(run.justDecided()).containsExactly("TimerSet");

    run.continues().passes(TIME);
    assertThat(run.store().records()).isEmpty();
  }

  @Test
  void aGravestoneIsSmallHoweverOftenItsKeyWasUsedAgain() {
    Scenario run = ended();
    assertThat(bytes(run)).as("a plain run").isLessThanOrEqualTo(MOST_BYTES / 2);

    for (int i = 0; i < 1_000; i++) {
      String origin = "baton.requests-1@" + (1_000_000 + i);
      run.happens(routed(run, "another digest", origin, Optional.empty()));
    }

    assertThat(bytes(run)).as("after a thousand conflicts").isLessThanOrEqualTo(MOST_BYTES);
  }

  /** Keys and values of all that is left, as they lie in the state store. */
  private static int bytes(Scenario run) {
    return run.store().records().entrySet().stream()
        .mapToInt(record ->
            WireKeys.toBytes(run.run(), record.getKey()).length
                + WireState.toBytes(record.getValue()).length)
        .sum();
  }

  private static RunEvent routed(
      Scenario run, String digest, String origin, Optional<Rejection> rejection) {
    RunEvent.Routed routed = again(run);
    return new RunEvent.Routed(
        routed.runId(),
        routed.tenant(),
        routed.madeAt(),
        routed.at(),
        routed.request(),
        digest,
        origin,
        routed.route(),
        rejection,
        routed.workflow(),
        routed.cards(),
        routed.nested(),
        routed.parent());
  }

  private static RunEvent.Routed again(Scenario run) {
    return Scenario.routedEvent(
        run.run(),
        Request.of("goal"),
        WorkflowParser.definition(Scenario.workflow("a: {agent: x}")),
        run.now());
  }
}
