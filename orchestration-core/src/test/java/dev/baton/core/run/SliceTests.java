package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.SlicePart;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SliceTests {

  @Test
  void theRunLogHasKeyVersionAndTokensOfWhatATaskWasGiven() {
    Scenario run =
        Scenario.of(
            """
            a: {agent: x, writes: facts}
            b: {agent: x, writes: secrets}
            c: {agent: x, needs: [a, b], reads: [facts]}
            """);
    run.succeeds("b").result(run.task("a", 0), Scenario.success("12345678", "{\"n\": 1}"));

    // 16 characters, four to a token.
    assertThat(slice(run)).containsExactly(new SliceRef("facts", 1, 4, 1, 0));
    assertThat(run.task("c", 0).slice())
        .extracting(SliceEntry::key, SliceEntry::version, SliceEntry::tokens)
        .containsExactly(tuple("facts", 1, 4L));
  }

  @Test
  void aSecondRoundBringsASecondVersion() {
    Scenario run =
        Scenario.of(
            """
            a: {agent: x, writes: facts}
            b: {agent: x, needs: [a], reads: [facts], repeat: {until: steps.b.fields.ok, redo: [a, b]}}
            """);
    run.succeeds("a").succeeds("b", 0, "{\"ok\": false}");
    run.result(run.task("a", 0), Scenario.success("other", "{}"));

    assertThat(slice(run)).extracting(SliceRef::version).containsExactly(2);
  }

  /** 300 000 characters fit; a part that does not is left out with all that follow in its entry. */
  @Test
  void whatDoesNotFitIsLeftOutAndCounted() {
    Scenario run =
        Scenario.of(
            """
            a: {agent: x, forEach: '["p", "q", "r", "s"]', writes: many, merge: concat}
            b: {agent: x, writes: few}
            c: {agent: x, needs: [a, b], reads: [many, few]}
            """);
    run.succeeds("b");
    for (int i = 0; i < 4; i++) {
      String text = "x".repeat(i < 3 ? 120_000 : 10);
      run.result(run.task("a", i), Scenario.success(text, "{}"));
    }

    assertThat(slice(run))
        .containsExactly(new SliceRef("many", 1, 60_001, 2, 2), new SliceRef("few", 1, 1, 1, 0));
    assertThat(run.task("c", 0).slice().get(0).parts())
        .extracting(SlicePart::item)
        .containsExactly(Optional.of("p"), Optional.of("q"));
  }

  private static List<SliceRef> slice(Scenario run) {
    return run.lastFacts().stream()
        .filter(TaskFact.TaskDispatched.class::isInstance)
        .map(TaskFact.TaskDispatched.class::cast)
        .findFirst()
        .orElseThrow()
        .slice();
  }
}
