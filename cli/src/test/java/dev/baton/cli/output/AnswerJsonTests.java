package dev.baton.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class AnswerJsonTests {

  @Test
  void holdsWhatTheTextHolds() {
    JsonNode json = AnswerJson.of(Answers.complete());

    assertThat(json.path("runId").asText()).isEqualTo(Answers.RUN);
    assertThat(json.path("status").asText()).isEqualTo("COMPLETE");
    assertThat(json.path("extractive").asBoolean()).isTrue();
    assertThat(json.path("answer").asText()).startsWith("First. [1]");
    assertThat(json.at("/citations/0/source").asText()).isEqualTo("failure-contract.md");
    assertThat(json.at("/citations/0/lineEnd").asInt()).isEqualTo(14);
    assertThat(json.at("/route/rule").asText()).isEqualTo("questions");
    assertThat(json.at("/steps/0/attempts").asInt()).isEqualTo(3);
    assertThat(json.at("/steps/0/usage/inputTokens").asLong()).isEqualTo(700);
    assertThat(json.path("durationMillis").asLong()).isEqualTo(1_420);
  }

  @Test
  void tellsWhatIsMissingAndHasNoAnswerWhereThereIsNone() {
    assertThat(AnswerJson.of(Answers.partial()).at("/missing/0/reason").asText())
        .isEqualTo("TIMEOUT");
    assertThat(AnswerJson.of(Answers.failed()).path("answer").isNull()).isTrue();
  }

  @Test
  void survivesFieldsThatAreNoJson() {
    var answer =
        dev.baton.schemas.Answer.newBuilder(Answers.complete()).setFieldsJson("no").build();

    assertThat(AnswerJson.of(answer).path("fields").isEmpty()).isTrue();
  }
}
