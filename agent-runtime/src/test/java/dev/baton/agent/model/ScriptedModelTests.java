package dev.baton.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.schemas.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptedModelTests {

  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void answersByPurposeTextAndNumberOfTheCall() throws InterruptedException {
    ScriptedModel model =
        script(
            """
            name: fleet
            rules:
              - {purpose: draft, match: "retention", reply: seven days}
              - {purpose: draft, call: 1, reply: first}
              - {purpose: draft, reply: later}
              - {reply: anything, delay: 250}
            """);

    assertThat(call(model, "draft", "the retention?")).isEqualTo("seven days");
    assertThat(call(model, "draft", "x")).isEqualTo("first");
    assertThat(call(model, "draft", "x")).isEqualTo("later");
    assertThat(call(model, "plan", "x")).isEqualTo("anything");
    assertThat(pauses).containsExactly(Duration.ofMillis(250));
    assertThat(model.name()).isEqualTo("fleet");
  }

  @Test
  void failsAsTheScriptSays() throws InterruptedException {
    ScriptedModel model =
        script("rules: [{call: 1, fail: TRANSIENT, message: overloaded}, {reply: ok}]");

    assertThatThrownBy(() -> call(model, "draft", "x"))
        .isInstanceOfSatisfying(
            TaskFailureException.class,
            failure -> assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT));
    assertThat(call(model, "draft", "x")).isEqualTo("ok");
  }

  @Test
  void refusesAScriptThatIsWrong() {
    assertThatThrownBy(() -> script("rules: [{replay: x}]")).hasMessageContaining("replay");
    assertThatThrownBy(() -> script("rules: [{fail: SOMETIMES}]"))
        .hasMessageContaining("SOMETIMES");
    assertThatThrownBy(() -> script("rules: [{match: '('}]"))
        .hasMessageContaining("regular expression");
    assertThatThrownBy(() -> script("rules: []")).hasMessageContaining("at least one rule");
  }

  private ScriptedModel script(String yaml) {
    return ScriptedModel.parse(yaml, "test", pauses::add);
  }

  private static String call(ScriptedModel model, String purpose, String text)
      throws InterruptedException {
    ModelRequest request =
        new ModelRequest(
            purpose, "", List.of(new ModelMessage.User(text)), List.of(), Optional.empty(), 10);
    return model.call(request, Instant.MAX).text();
  }
}
