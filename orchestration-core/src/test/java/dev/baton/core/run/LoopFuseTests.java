package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Missing;
import dev.baton.core.message.ResultBody;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LoopFuseTests {
  private static final String LOOP =
      """
      write: {agent: x, reads: [review], writes: draft}
      review:
        agent: x
        needs: [write]
        reads: [draft]
        writes: review
        repeat: {until: steps.review.fields.ok == true, max: 10, redo: [write, review]}
      """;

  /** Two drafts that take turns: no round repeats the one before, and yet nothing is new. */
  @Test
  void aTaskThatGoesRoundInCirclesIsGivenUpWithAReason() {
    Scenario run = Scenario.of(LOOP);
    for (int round = 0; round < 6; round++) {
      run.succeeds("write", 0, said(round % 2)).succeeds("review", 0, said(round % 2));
    }
    run.succeeds("write", 0, said(0));
    assertThat(run.justDecided()).contains("TaskGivenUp").doesNotContain("RoundStarted");
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
    assertThat(run.answer().missing()).extracting(Missing::detail).containsExactly(fuse());
  }

  /** The reviewer has two verdicts that take turns, whatever the draft. */
  @Test
  void aLoopWithSuchATaskEndsWithAReason() {
    Scenario run = Scenario.of(LOOP);
    for (int round = 0; round < 7; round++) {
      run.succeeds("write", 0, said(round)).succeeds("review", 0, said(round % 2));
    }
    assertThat(run.justDispatched()).as("of the last draft").containsExactly("review[0]#1@x");
    run.succeeds("review", 0, said(1));
    assertThat(stopped(run)).containsExactly(fuse());
    assertThat(run.answer().missing())
        .extracting(Missing::detail)
        .anyMatch(detail -> detail.equals(fuse()))
        .anyMatch(detail -> detail.endsWith("does not hold after 8 rounds: " + fuse()));
  }

  private static String said(int n) {
    return "{\"ok\": false, \"n\": " + n + "}";
  }

  @Test
  void aLoopThatFindsSomethingNewGoesOn() {
    Scenario run = Scenario.of(LOOP);
    for (int round = 0; round <= 10; round++) {
      run.succeeds("write", 0, said(round)).succeeds("review", 0, said(round));
    }
    assertThat(stopped(run)).isEmpty();
    assertThat(run.answer().missing())
        .extracting(Missing::detail)
        .allMatch(detail -> detail.endsWith("does not hold after 11 rounds"));
  }

  @Test
  void retriesAreNoLoop() {
    Scenario run =
        Scenario.of("a: {agent: x, retry: {max: 9}, repeat: {until: steps.a.fields.ok}}");
    for (int attempt = 1; attempt < 9; attempt++) {
      run.fails("a", FailureClass.TRANSIENT).passes(Duration.ofSeconds(40));
    }
    assertThat(run.task("a", 0).attempt()).isEqualTo(9);
  }

  @Test
  void equalItemsAreNoLoop() {
    Scenario run =
        Scenario.of(
            """
            a:
              agent: x
              forEach: '["same", "same", "same", "same", "same"]'
              repeat: {until: 'steps.a.items.all(x, x.ok)', max: 1}
            """);
    for (int index = 0; index < 5; index++) {
      run.succeeds("a", index, "{\"ok\": false}");
    }
    assertThat(run.justDispatched()).hasSize(5);
  }

  @Test
  void handoffsThatTakeTurnsAreCounted() {
    Scenario run =
        Scenario.withCards(
            RunLimits.DEFAULT.withMaxTurns(1),
            "a: {agent: x}\nz: {agent: x}",
            Scenario.card("x", "y"),
            Scenario.card("y", "x"));
    run.result(run.task("a", 0), to("y", "one")).result(run.task("a", 0), to("x", "two"));
    run.result(run.task("a", 0), to("y", "one"));
    assertThat(run.justDecided()).startsWith("TaskHandedOff", "TaskGivenUp");
    run.succeeds("z");
    assertThat(run.answer().missing())
        .extracting(Missing::detail)
        .containsExactly(fuse().replace("'x'", "'y'").replace("3 times", "1 times"));
  }

  private static String fuse() {
    return "loop: 'x' was given the same objective and slice 3 times (expected: something new)";
  }

  private static ResultBody to(String role, String state) {
    return new ResultBody.Handoff(role, "find it", List.of(), state, List.of(), "not my trade");
  }

  private static List<String> stopped(Scenario run) {
    return run.log().stream()
        .flatMap(entry -> entry.facts().stream())
        .filter(StepFact.LoopStopped.class::isInstance)
        .map(fact -> ((StepFact.LoopStopped) fact).reason())
        .toList();
  }

  @Test
  void whatATaskWasGivenReadsTheSameInEveryProcess() {
    Map<String, String> given = new TreeMap<>();
    for (char letter = 'a'; letter <= 'p'; letter++) {
      given.put(String.valueOf(letter), "said");
    }
    TaskRecord task =
        TaskRecord.created(new TaskPlace("a", 0, 0, Optional.empty()), "x").given(given);

    assertThat(task.given()).hasToString(given.toString());
  }
}
