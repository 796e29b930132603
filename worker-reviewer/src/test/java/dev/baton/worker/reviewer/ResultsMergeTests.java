package dev.baton.worker.reviewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.EvidenceItem;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.ScriptedModel;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.Citation;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Task;
import dev.baton.search.Verification;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsMergeTests {

  private static final QuoteLookup ALL_FOUND = (_, _) -> new Verification.Found();
  private static final String WAITS = "A worker waits 5 seconds for the broker.";
  private static final String WAITS_LONGER = "A worker waits 50 seconds for the broker.";
  private static final String ENDS = "The lock ends after a crash.";

  @Test
  void withoutAModelUnitesWhatTheResultsSayAndSaysSo() throws InterruptedException {
    TaskOutcome.Success merged =
        merge(
            offline(),
            ALL_FOUND,
            text(WAITS + " [1] " + ENDS + " [2]", citation(1, 1, WAITS), citation(2, 2, ENDS)),
            text(ENDS + " [1]\n\n- Nobody cites this.", citation(1, 2, ENDS)));

    assertThat(markdown(merged))
        .isEqualTo(
            """
            ### ask.parts 1

            A worker waits 5 seconds for the broker. [1] The lock ends after a crash. [2]

            ### ask.parts 2

            - Nobody cites this.
            """);
    assertThat(merged.citations()).containsExactly(citation(1, 1, WAITS), citation(2, 2, ENDS));
    JsonNode fields = fields(merged);
    assertThat(fields.path("verdict").asText()).isEqualTo("accept");
    assertThat(fields.path("mechanical").asBoolean()).isTrue();
    assertThat(fields.path("model").asText()).isEqualTo("offline-extractive");
    assertThat(fields.path("parts").asInt()).isEqualTo(2);
    assertThat(fields.path("repeated").asInt()).isEqualTo(1);
  }

  @Test
  void namesWhatContradictsItself() throws InterruptedException {
    TaskOutcome.Success merged =
        merge(
            offline(),
            ALL_FOUND,
            text(WAITS + " [1]", citation(1, 1, WAITS)),
            text(WAITS_LONGER + " [1]", citation(1, 7, WAITS_LONGER)),
            text("The lock never ends after a crash. " + WAITS),
            text(ENDS));

    String both = WAITS + " [1] — " + WAITS_LONGER + " [2]";
    assertThat(markdown(merged))
        .contains("**Possible contradictions between the results:**\n\n- " + both);
    assertThat(fields(merged).path("verdict").asText()).isEqualTo("redo");
    assertThat(fields(merged).path("issues"))
        .extracting(JsonNode::asText)
        .contains(
            "contradiction: " + both,
            "contradiction: The lock never ends after a crash. — The lock ends after a crash.");
  }

  @Test
  void leavesOutWhatNoSourceConfirms() throws InterruptedException {
    QuoteLookup lookup =
        (_, quote) ->
            quote.equals(ENDS)
                ? new Verification.NotFound("the words are not there")
                : new Verification.Found();
    TaskOutcome.Success merged =
        merge(
            offline(),
            lookup,
            text(WAITS + " [1] " + ENDS + " [2]", citation(1, 1, WAITS), citation(2, 2, ENDS)));

    assertThat(markdown(merged)).isEqualTo(WAITS + " [1]\n");
    assertThat(merged.citations()).containsExactly(citation(1, 1, WAITS));
    assertThat(fields(merged).path("verdict").asText()).isEqualTo("redo");
    assertThat(fields(merged).path("sentences").path(0).asText()).isEqualTo(ENDS);
    assertThat(fields(merged).path("flagged")).hasSize(1);
  }

  @Test
  void listsWhatWasFoundWhereTheResultsAreEvidence() throws InterruptedException {
    EvidenceItem item = new EvidenceItem("default", "a.md", 2, 2, ENDS, ENDS, List.of(), 1);
    SlicePart part =
        TestTasks.part(
            "find-0",
            TaskOutcome.json(new Evidence("And then?", List.of(item)).toJson(), "{}", List.of()));

    TaskOutcome.Success merged = merge(offline(), ALL_FOUND, part);

    assertThat(markdown(merged)).isEqualTo("- " + ENDS + " [1]\n");
    assertThat(merged.citations()).containsExactly(citation(1, 2, ENDS));
  }

  @Test
  void aModelsTextIsHeldAgainstTheSourcesThatItNames() throws InterruptedException {
    ModelClient model =
        scripted(ENDS + " [2] A worker waits 500 seconds for the broker. [1] Trust me.");
    TaskOutcome.Success merged =
        merge(
            model,
            ALL_FOUND,
            text(WAITS + " [1]", citation(1, 1, WAITS)),
            text(ENDS + " [1]", citation(1, 2, ENDS)));

    assertThat(markdown(merged)).isEqualTo(ENDS + " [1]\n");
    assertThat(merged.citations()).containsExactly(citation(1, 2, ENDS));
    assertThat(fields(merged).path("mechanical").asBoolean()).isFalse();
    assertThat(fields(merged).path("verdict").asText()).isEqualTo("redo");
    assertThat(fields(merged).path("issues").path(0).asText())
        .contains("A worker waits 500 seconds for the broker.", "does not say 500");
  }

  @Test
  void aModelThatSaysNothingThatHoldsIsPassedOver() throws InterruptedException {
    TaskOutcome.Success merged =
        merge(
            scripted("Everything is fine."),
            ALL_FOUND,
            text(WAITS + " [1]", citation(1, 1, WAITS)));

    assertThat(markdown(merged)).isEqualTo(WAITS + " [1]\n");
    assertThat(fields(merged).path("mechanical").asBoolean()).isTrue();
  }

  @Test
  void refusesATaskWithoutResults() throws InterruptedException {
    assertThat(perform(offline(), ALL_FOUND))
        .isEqualTo(
            TaskOutcome.failure(
                FailureClass.PERMANENT,
                "slice: empty (expected: the results that are to be merged)"));
  }

  private static SlicePart text(String markdown, Citation... citations) {
    return TestTasks.part("ask", TaskOutcome.markdown(markdown, "{}", List.of(citations)));
  }

  private static Citation citation(int number, int line, String quote) {
    return new EvidenceItem("default", "a.md", line, line, quote, quote, List.of(), 1)
        .citation(number);
  }

  private static ModelClient offline() {
    return new OfflineExtractiveModel();
  }

  private static ModelClient scripted(String reply) {
    return ScriptedModel.parse(
        "rules: [{purpose: merge, reply: \"" + reply + "\"}]", "test", _ -> {});
  }

  private static TaskOutcome.Success merge(
      ModelClient model, QuoteLookup lookup, SlicePart... parts) throws InterruptedException {
    return (TaskOutcome.Success) perform(model, lookup, parts);
  }

  private static TaskOutcome perform(ModelClient model, QuoteLookup lookup, SlicePart... parts)
      throws InterruptedException {
    Task task = TestTasks.task("reviewer", "merge", "How long, and then?").build();
    if (parts.length > 0) {
      task =
          TestTasks.withSlice(
              task, List.of(TestTasks.entry("ask.parts", new ArrayList<>(List.of(parts)))));
    }
    try (InProcessWorker worker =
        new InProcessWorker(
            "reviewer", new ReviewerSpecialist(lookup, InstantSource.system()), List.of(), model)) {
      return worker.perform(task);
    }
  }

  private static String markdown(TaskOutcome.Success success) {
    return success.content().orElseThrow().getText();
  }

  private static JsonNode fields(TaskOutcome.Success success) {
    return Json.readObject(success.fieldsJson()).orElseThrow();
  }
}
