package dev.baton.worker.generalist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.card.AgentCards;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.ScriptedModel;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.ReadTool;
import dev.baton.documents.SearchTool;
import dev.baton.documents.testing.Handbook;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The work of a role that has a card and no code. */
class CardSpecialistTests {

  private static final String CARD =
      """
      role: generalist
      version: 1
      description: Names durations
      skills: [{name: name, description: Names one}]
      prompt: You name durations.
      tools: [search]
      """;

  private static final String SCHEMA =
      "outputSchema: {type: object, required: [seconds], properties: {seconds: {type: integer}}}\n";

  @TempDir private Path folder = Path.of("");

  @Test
  void worksByThePromptWithTheToolsOfTheCard() throws InterruptedException {
    TaskOutcome outcome =
        perform(
            CARD,
            scripted(
                """
                rules:
                  - turn: 1
                    match: "How long does a lock last"
                    toolCalls: [{tool: search, arguments: {query: lock}}]
                  - turn: 2
                    match: "15 seconds"
                    reply: "15 seconds, as the handbook says."
                """));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            TaskOutcome.Success.class,
            success ->
                assertThat(success.content().orElseThrow().getText())
                    .isEqualTo("15 seconds, as the handbook says."));
  }

  @Test
  void givesFieldsThatFitTheCardsSchemaAfterARepair() throws InterruptedException {
    TaskOutcome outcome =
        perform(
            CARD + SCHEMA,
            scripted(
                """
                rules:
                  - {turn: 1, reply: "fifteen"}
                  - {turn: 2, match: "cannot be used", reply: '{"seconds": 15}'}
                """));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            TaskOutcome.Success.class,
            success -> assertThat(success.fieldsJson()).isEqualTo("{\"seconds\": 15}"));
  }

  @Test
  void tellsTheModelWhyTheLastAttemptsResultWasRefused() throws InterruptedException {
    Task.Builder again =
        TestTasks.task("generalist", "", "How long does a lock last?")
            .setPreviousFailure(FailureClass.MALFORMED)
            .setPreviousFailureMessage("fields: seconds is missing");
    TaskOutcome outcome =
        perform(
            CARD,
            scripted(
                """
                rules:
                  - {turn: 1, match: "Why the last result was refused\\nfields: seconds is missing", reply: "15 seconds."}
                """),
            again.build());

    assertThat(outcome).isInstanceOf(TaskOutcome.Success.class);
  }

  @Test
  void quotesTheDocumentsWhereThereIsNoModel() throws InterruptedException {
    assertThat(perform(CARD, new OfflineExtractiveModel()))
        .isInstanceOfSatisfying(
            TaskOutcome.Success.class,
            success -> {
              assertThat(success.content().orElseThrow().getText()).contains("15 seconds");
              assertThat(success.citations()).isNotEmpty();
            });
  }

  @Test
  void saysThatJsonTakesAModel() throws InterruptedException {
    assertThat(perform(CARD + SCHEMA, new OfflineExtractiveModel()))
        .isInstanceOfSatisfying(
            TaskOutcome.Failure.class,
            failure -> {
              assertThat(failure.failureClass()).isEqualTo(FailureClass.PERMANENT);
              assertThat(failure.message()).contains("tier fast: offline (expected: a model");
            });
  }

  @Test
  void needsAPrompt() {
    DocumentLibrary library = Handbook.library(folder);

    assertThatThrownBy(() ->
            new CardSpecialist(
                AgentCards.parse(CARD.replaceAll("prompt:.*\n", ""), "test"), library))
        .hasMessageContaining("prompt is missing");
  }

  private TaskOutcome perform(String card, ModelClient model) throws InterruptedException {
    return perform(
        card, model, TestTasks.task("generalist", "", "How long does a lock last?").build());
  }

  private TaskOutcome perform(String card, ModelClient model, Task task)
      throws InterruptedException {
    DocumentLibrary library = Handbook.library(folder);
    try (InProcessWorker worker =
        new InProcessWorker(
            "generalist",
            new CardSpecialist(AgentCards.parse(card, "test"), library),
            List.of(new ReadTool(library), SearchTool.overProse(library)),
            model)) {
      return worker.perform(task);
    }
  }

  private static ModelClient scripted(String script) {
    return ScriptedModel.parse(script, "test", _ -> {});
  }
}
