package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandoffTests {
  @Test
  void theReceiverIsToldWhereTheTaskStands() {
    Scenario run = run("").result(run("").task("a", 0), to("y", "half done"));
    assertThat(run.justDecided()).containsExactly("TaskHandedOff", "TurnTaken", "TaskDispatched");
    assertThat(run.justDispatched()).containsExactly("a[0]#2@y");
    SliceEntry told = run.task("a", 0).slice().getLast();
    assertThat(told.key()).isEqualTo("handoff");
    assertThat(told.parts().getFirst().fieldsJson())
        .contains("\"tried\":[\"the obvious\"]")
        .contains("\"openQuestions\":[\"why?\"]")
        .contains("\"state\":\"half done\"");
    run.succeeds("a").succeeds("z");
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
    assertThat(run.answer().steps().getFirst().role()).isEqualTo("y");
    assertThat(run.answer().usage().inputTokens()).isEqualTo(30);
  }

  @Test
  void theFirstRolesLateSuccessStillCounts() {
    Scenario run = run("");
    Task first = run.task("a", 0);
    run.result(first, to("y", "half done")).result(first, Scenario.success("done", "{}"), "late");
    assertThat(run.justDecided()).contains("TaskSucceeded");
    assertThat(run.justControlled()).hasSize(1);
  }

  @Test
  void aTaskDoesNotGoBackToWhereItWas() {
    Scenario run = run("");
    run.result(run.task("a", 0), to("y", "half done"));
    run.result(run.task("a", 0), to("x", " half done "));
    assertThat(detail(run)).contains("'x' has passed it on at this very place");
    Scenario other = run("");
    other.result(other.task("a", 0), to("y", "half done"));
    other.result(other.task("a", 0), to("x", "nearly done"));
    assertThat(other.justDispatched()).containsExactly("a[0]#3@x");
  }

  @Test
  void handoffsAreCounted() {
    Scenario run = run("");
    List<String> roles = List.of("y", "x", "y", "x", "y");
    for (int hop = 0; hop < roles.size(); hop++) {
      run.result(run.task("a", 0), to(roles.get(hop), "state " + hop));
    }
    assertThat(detail(run)).contains("4 handoffs so far (expected: at most 4)");
  }

  @Test
  void onlyTheEdgesOfTheCardAreFollowed() {
    Scenario run = run("").result(run("").task("a", 0), to("w", "half done"));
    assertThat(detail(run))
        .isEqualTo(
            "handoff to 'w' refused: the card of 'x' does not allow it (expected one of: [y, v])");
    Scenario unknown = run("").result(run("").task("a", 0), to("v", "half done"));
    assertThat(detail(unknown)).contains("its card did not come with the request");
  }

  @Test
  void aRefusedHandoffGoesToTheFallback() {
    Scenario run = run(", fallback: y").result(run("").task("a", 0), to("w", "half done"));
    assertThat(run.justDecided())
        .containsExactly("TaskAttemptFailed", "TaskRerouted", "TaskDispatched");
  }

  @Test
  void anEmptyPayloadIsMalformed() {
    Scenario run = run("").result(run("").task("a", 0), to("y", " "));
    assertThat(detail(run)).isEqualTo("handoff: state is empty (expected: a text)");
  }

  private static Scenario run(String more) {
    return Scenario.withCards(
        "a: {agent: x, retry: {max: 1}%s}\nz: {agent: x}".formatted(more),
        Scenario.card("x", "y", "v"),
        Scenario.card("y", "x"));
  }

  private static ResultBody to(String role, String state) {
    return new ResultBody.Handoff(
        role, "find it", List.of("the obvious"), state, List.of("why?"), "not my trade");
  }

  private static String detail(Scenario run) {
    return run.lastFacts().stream()
        .filter(TaskFact.TaskAttemptFailed.class::isInstance)
        .map(fact -> ((TaskFact.TaskAttemptFailed) fact).failure().message())
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing failed: " + run.lastFacts()));
  }
}
