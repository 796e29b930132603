package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.Missing;
import dev.baton.core.message.ResultBody;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Expressions come from definitions and, by way of plans, from models: none may harm the others.
 */
class HostileExpressionTests {
  @Test
  void aPlanWhoseConditionWouldFillTheMemoryIsCarriedOutAndItsStepFails() {
    Scenario run =
        Scenario.withCards("a: {plan: x, allow: [x]}", Scenario.withSkills("x", "plan", "work"));
    String bomb = "\"aaaaaaaaaa\"" + ".replace(\"a\", \"aaaaaaaaaa\")".repeat(9);
    run.result(
        run.task("a", 0), new ResultBody.Plan("s: {agent: x, when: '%s == goal'}".formatted(bomb)));
    assertThat(run.justDecided()).contains("PlanAccepted", "ChildStarted");
    Scenario child = Scenario.child(Scenario.told(run, RunEvent.Routed.class));
    assertThat(Scenario.told(child, RunEvent.ChildAnswered.class).reason())
        .contains("(expected: at most ");
  }

  @Test
  void itemsThatAreFarLongerAsTextThanInMemoryAreRefused() {
    String nested = "[goal + goal + goal + goal]";
    for (int i = 0; i < 5; i++) {
      nested = "[%s].map(x, [x, x, x, x, x, x, x, x])[0]".formatted(nested);
    }
    assertThat(failure("[%s]".formatted(nested)))
        .contains("an item is longer than 300000 characters");
  }

  @Test
  void itemsThatJsonDoesNotKnowAreRefused() {
    for (String item : List.of("b\"abc\"", "type(1)", "[b\"abc\"]", "{\"k\": type(1)}")) {
      assertThat(failure("[%s]".formatted(item)))
          .as(item)
          .contains("an item has a ", "(expected: texts, numbers, booleans, lists and maps)");
    }
  }

  private static String failure(String items) {
    String steps = "a: {agent: x}\nb: {agent: x, needs: [a], forEach: '%s'}".formatted(items);
    Scenario run = Scenario.of(steps).succeeds("a");
    return run.answer().missing().stream().map(Missing::detail).findFirst().orElseThrow();
  }
}
