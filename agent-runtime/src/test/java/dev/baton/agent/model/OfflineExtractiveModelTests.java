package dev.baton.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.tool.ToolSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OfflineExtractiveModelTests {

  private static final String QUESTION =
      "What must be true before a worker acknowledges a task, and what happens after a crash in between?";

  private static final List<Source> DOCS =
      List.of(
          new Source(
              1,
              "docs/failure.md",
              10,
              14,
              """
              Workers take tasks from a share group.
              - A worker acknowledges a task only after its result is safe on the results topic.
              - If it crashes in between, the broker hands the task out again and the second result is superseded.
              """),
          new Source(
              2,
              "docs/routing.md",
              3,
              4,
              "The router scores every request. A request below the threshold goes to the generalist."),
          new Source(
              3,
              "docs/install.md",
              1,
              3,
              "Run `./baton up` to start. It needs no Docker and no account."),
          new Source(
              4,
              "docs/copy.md",
              2,
              2,
              "A worker acknowledges a task only after its result is safe on the results topic."),
          new Source(
              5,
              "docs/style.md",
              2,
              2,
              "Before you commit, run the tests. What happens after that is up to you."));

  private final OfflineExtractiveModel model = new OfflineExtractiveModel();

  @Test
  void quotesTheSentencesThatAnswerEveryPartOfTheQuestionEachWithItsSource() {
    String text = ask(new Sources(QUESTION, DOCS).format()).text();

    assertThat(text)
        .contains(
            "A worker acknowledges a task only after its result is safe on the results topic. [1]")
        .contains(
            "If it crashes in between, the broker hands the task out again and the second result is superseded. [1]")
        .doesNotContain("Docker")
        .doesNotContain("threshold");
  }

  @Test
  void saysNothingTwice() {
    String text = ask(new Sources(QUESTION, DOCS).format()).text();

    assertThat(text.split("acknowledges a task only after", -1)).hasSize(2);
  }

  @Test
  void putsTheBestSourceFirstAndKeepsItsOrder() {
    String text =
        ask(new Sources("How does the router handle a request below its threshold?", DOCS).format())
            .text();

    assertThat(text)
        .startsWith(
            "The router scores every request. [2] A request below the threshold goes to the generalist. [2]");
  }

  @Test
  void saysSoWhereTheSourcesSayNothing() {
    assertThat(ask(new Sources("Who won the chess tournament?", DOCS).format()).text())
        .isEqualTo(OfflineExtractiveModel.NOTHING_FOUND);
    assertThat(ask("Hello?").text()).isEqualTo(OfflineExtractiveModel.NOTHING_FOUND);
  }

  @Test
  void isDeterministicAndHonestAboutItself() {
    String prompt = new Sources(QUESTION, DOCS).format();

    ModelReply reply = ask(prompt);

    assertThat(ask(prompt)).isEqualTo(reply);
    assertThat(reply.model()).isEqualTo("offline-extractive");
    assertThat(reply.costMicros()).isZero();
    assertThat(reply.inputTokens()).isEqualTo((prompt.length() + 3) / 4);
  }

  @Test
  void searchesFirstWhereItCanAndQuotesWhatWasFound() {
    ToolSpec clock = new ToolSpec("clock", "tells the time", "{\"type\":\"object\"}");
    ToolSpec search =
        new ToolSpec(
            "search-documents",
            "searches",
            "{\"type\":\"object\",\"properties\":{\"query\":{\"type\":\"string\"}}}");
    ModelMessage.User user = new ModelMessage.User("How do I start it?");

    ModelReply first = ask(List.of(user), List.of(clock, search));
    ModelReply second =
        ask(
            List.of(
                user,
                new ModelMessage.Assistant("", first.toolCalls()),
                new ModelMessage.ToolOutput(
                    "offline-1", "search-documents", new Sources("", DOCS).format())),
            List.of(clock, search));

    assertThat(first.toolCalls())
        .containsExactly(
            new ToolCall("offline-1", "search-documents", "{\"query\":\"How do I start it?\"}"));
    assertThat(second.toolCalls()).isEmpty();
    assertThat(second.text()).isEqualTo("Run `./baton up` to start. [3]");
  }

  @Test
  void refusesToInventJson() {
    ModelRequest json =
        new ModelRequest(
            "plan", "", List.of(new ModelMessage.User("x")), List.of(), Optional.of("{}"), 100);

    assertThatThrownBy(() -> model.call(json, Instant.MAX))
        .isInstanceOf(TaskFailureException.class)
        .hasMessageContaining("cannot write JSON for plan");
  }

  @Test
  void findsWordsInTheirOtherForms() {
    assertThat(Terms.of("acknowledges acknowledged acknowledging acknowledgement")).hasSize(1);
    assertThat(Terms.of("topics topic")).hasSize(1);
    assertThat(Terms.of("retries retry retried")).hasSize(1);
    assertThat(Terms.of("maxPollRecords")).contains("poll", "record");
  }

  private ModelReply ask(String user) {
    return ask(List.of(new ModelMessage.User(user)), List.of());
  }

  private ModelReply ask(List<ModelMessage> messages, List<ToolSpec> tools) {
    return model.call(
        new ModelRequest("draft", "", messages, tools, Optional.empty(), 1000), Instant.MAX);
  }
}
