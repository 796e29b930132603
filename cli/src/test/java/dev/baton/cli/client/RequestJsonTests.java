package dev.baton.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.schemas.Priority;
import dev.baton.schemas.Request;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestJsonTests {

  @Test
  void readsEveryFieldOfTheContract() {
    Request request =
        RequestJson.parse(
            """
            {"goal": "g", "inputs": {"corpus": "docs"}, "idempotencyKey": "k", "hint": "agent:coder",
             "budget": {"maxTokens": 100, "maxTasks": 3}, "deadline": "2030-01-31T12:00:00Z",
             "priority": "HIGH", "conversationId": "c",
             "history": [{"role": "user", "text": "hello"}], "correlation": {"ticket": "7"}}
            """);

    assertThat(request.getGoal()).isEqualTo("g");
    assertThat(request.getInputs()).containsEntry("corpus", "docs");
    assertThat(request.getIdempotencyKey()).isEqualTo("k");
    assertThat(request.getHint()).isEqualTo("agent:coder");
    assertThat(request.getBudget().getMaxTokens()).isEqualTo(100L);
    assertThat(request.getBudget().getMaxTasks()).isEqualTo(3);
    assertThat(request.getBudget().getMaxCostMicros()).isNull();
    assertThat(request.getDeadline()).isEqualTo(Instant.parse("2030-01-31T12:00:00Z"));
    assertThat(request.getPriority()).isEqualTo(Priority.HIGH);
    assertThat(request.getConversationId()).isEqualTo("c");
    assertThat(request.getHistory())
        .singleElement()
        .satisfies(turn -> assertThat(turn.getText()).isEqualTo("hello"));
    assertThat(request.getCorrelation()).containsEntry("ticket", "7");
  }

  @Test
  void takesTheContractsDefaultsForWhatIsLeftOut() {
    assertThat(RequestJson.parse("{\"goal\": \"g\"}"))
        .isEqualTo(Request.newBuilder().setGoal("g").build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"goal\": \"\"} | goal: empty (expected: 1 to 65536 characters)",
        "{} | goal: missing (expected: a value)",
        "{\"goal\": 3} | goal: 3 (expected: a text)",
        "{\"goal\": null} | goal: null (expected: a text)",
        "{\"goal\": \"g\", \"gaol\": 1} | unknown field gaol (expected: one of goal, inputs, idempotencyKey, hint, budget, deadline, priority, conversationId, history, correlation)",
        "{\"goal\": \"g\", \"budget\": {\"maxTokens\": \"many\"}} | budget.maxTokens: \"many\" (expected: a whole number)",
        "{\"goal\": \"g\", \"budget\": {\"maxTokens\": 1.5}} | budget.maxTokens: 1.5 (expected: a whole number)",
        "{\"goal\": \"g\", \"budget\": {\"tokens\": 1}} | unknown field budget.tokens (expected: one of maxTokens, maxCostMicros, maxWallClockMillis, maxTasks)",
        "{\"goal\": \"g\", \"deadline\": \"tomorrow\"} | deadline: \"tomorrow\" (expected: a time like 2030-01-31T12:00:00Z)",
        "{\"goal\": \"g\", \"deadline\": 1700000000000} | deadline: 1700000000000 (expected: a time like 2030-01-31T12:00:00Z)",
        "{\"goal\": \"g\", \"priority\": \"URGENT\"} | priority: \"URGENT\" (expected: one of LOW, NORMAL, HIGH)",
        "{\"goal\": \"g\", \"inputs\": [1]} | inputs: [1] (expected: an object)",
        "{\"goal\": \"g\", \"inputs\": {\"a\": 1}} | inputs.a: 1 (expected: a text)",
        "{\"goal\": \"g\", \"history\": [{\"role\": \"user\"}]} | history[0].text: missing (expected: a value)",
        "[1] | document: [1] (expected: an object)",
        "\"text\" | document: \"text\" (expected: an object)",
      })
  void namesTheOffenderAndWhatWasExpected(String json, String message) {
    assertThatThrownBy(() -> RequestJson.parse(json))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCodes.USAGE))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"goal\": \"g\"",
        "{\"goal\": \"g\"} {}",
        "{\"goal\": \"g\", \"goal\": \"h\"}",
        "nonsense",
        "~~"
      })
  void refusesWhatIsNotOneJsonDocument(String json) {
    assertThatThrownBy(() -> RequestJson.parse(json)).isInstanceOf(CommandFailure.class);
  }

  @Test
  void refusesAGoalThatIsTooLong() {
    String json = "{\"goal\": \"" + "x".repeat(RequestJson.MAX_GOAL_CHARS + 1) + "\"}";

    assertThatThrownBy(() -> RequestJson.parse(json))
        .hasMessage("goal: 65537 characters (expected: 1 to 65536 characters)");
  }
}
