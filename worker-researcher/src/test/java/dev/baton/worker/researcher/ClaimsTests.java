package dev.baton.worker.researcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.EvidenceItem;
import dev.baton.agent.evidence.SupportedClaim;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.Prompts;
import dev.baton.agent.model.ScriptedModel;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.ReadTool;
import dev.baton.documents.SearchTool;
import dev.baton.documents.testing.Handbook;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.Citation;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The researcher with a model that searches, reads and claims. */
class ClaimsTests {

  private static final String QUESTION = "How long does a lock last, and what follows a crash?";

  private static final String LASTS =
      """
      {"claim": "A lock lasts 15 seconds.", "quotes": [
        {"source": "tasks.md", "lineStart": 13, "lineEnd": 13, "quote": "A lock lasts 15 seconds."}]}\
      """;

  /** The model names the wrong lines. */
  private static final String ENDS =
      """
      {"claim": "A crash ends the lock.", "quotes": [
        {"source": "tasks.md", "lineStart": 1, "lineEnd": 2, "quote": "the lock ends and another worker gets the task"}]}\
      """;

  private static final String INVENTED =
      """
      {"claim": "Locks are made of steel.", "quotes": [
        {"source": "tasks.md", "lineStart": 13, "lineEnd": 13, "quote": "Locks are made of steel."}]}\
      """;

  private static final String WRONG_NUMBER =
      """
      {"claim": "A lock lasts 90 seconds.", "quotes": [
        {"source": "tasks.md", "lineStart": 13, "lineEnd": 13, "quote": "A lock lasts 15 seconds."}]}\
      """;

  private static final String OUTSIDE =
      """
      {"claim": "There is a root.", "quotes": [
        {"source": "../../../../etc/passwd", "lineStart": 1, "lineEnd": 1, "quote": "root"}]}\
      """;

  private static final String LOOKS =
      """
      rules:
        - {purpose: research, turn: 1, toolCalls: [{tool: search, arguments: {query: lock}}, {tool: search, arguments: {query: crash}}]}
        - {purpose: research, turn: 2, toolCalls: [{tool: read, arguments: {source: tasks.md, lineStart: 8, lineEnd: 9}}]}
      """;

  @TempDir private Path folder = Path.of("");
  private DocumentLibrary library;
  private List<JournalRecord> calls = List.of();

  @BeforeEach
  void copyTheHandbook() {
    library = Handbook.library(folder);
  }

  @Test
  void bringsClaimsWhoseQuotesStandWhereItSays() throws InterruptedException {
    TaskOutcome.Success success = research(LOOKS + says(claims(LASTS, ENDS)));
    Evidence evidence = evidence(success);

    assertThat(evidence.claims())
        .containsExactly(
            new SupportedClaim("A lock lasts 15 seconds.", List.of(0)),
            new SupportedClaim("A crash ends the lock.", List.of(1)));
    assertThat(evidence.items())
        .extracting(item -> item.place().toString())
        .containsExactly("tasks.md:13", "tasks.md:8");
    assertThat(success.citations())
        .extracting(Citation::getQuote)
        .containsExactly(
            "A lock lasts 15 seconds.", "the lock ends and another worker gets the task");
    assertThat(fields(success).path("by").asText()).isEqualTo("model");
    assertThat(fields(success).path("claims").asInt()).isEqualTo(2);
    assertThat(fields(success).path("dropped")).isEmpty();
    assertThat(calls)
        .filteredOn(call -> call.getKind() == JournalKind.TOOL_CALL)
        .extracting(JournalRecord::getName)
        .containsExactly("search", "search", "read");
  }

  @Test
  void showsTheModelTheLinesThatItReads() throws InterruptedException {
    research(LOOKS + says(claims(LASTS)));

    assertThat(calls)
        .filteredOn(call -> call.getName().equals("read"))
        .singleElement()
        .satisfies(call ->
            assertThat(call.getReplyJson())
                .contains("8: After a crash")
                .contains("9: a task that is already done")
                .doesNotContain("10: "));
  }

  @Test
  void sendsAQuoteThatIsNotThereBackOnceAndTakesTheBetterOne() throws InterruptedException {
    TaskOutcome.Success success =
        research(
            LOOKS
                + """
                  - {purpose: research, match: "cannot be used.*Locks are made of steel.*do not stand in the file", reply: '%s'}
                """
                    .formatted(claims(LASTS, ENDS))
                + says(claims(INVENTED)));

    assertThat(evidence(success).claims()).hasSize(2);
    assertThat(fields(success).path("dropped")).isEmpty();
    assertThat(models()).isEqualTo(4);
  }

  @Test
  void dropsAQuoteThatIsStillNotThereAndSaysSo() throws InterruptedException {
    TaskOutcome.Success success = research(LOOKS + says(claims(LASTS, INVENTED, OUTSIDE)));

    assertThat(evidence(success).items())
        .extracting(EvidenceItem::text)
        .containsExactly("A lock lasts 15 seconds.");
    assertThat(fields(success).path("dropped").toString())
        .contains("Locks are made of steel.")
        .contains("do not stand in the file")
        .contains("/etc/passwd")
        .contains("(expected: a path inside the corpus)");
    assertThat(models()).as("sent back once").isEqualTo(4);
  }

  @Test
  void dropsAClaimWithANumberThatItsQuoteDoesNotSay() throws InterruptedException {
    TaskOutcome.Success success = research(LOOKS + says(claims(WRONG_NUMBER)));

    assertThat(evidence(success).claims()).isEmpty();
    assertThat(evidence(success).items()).hasSize(1);
    assertThat(fields(success).path("dropped").toString()).contains("do not say 90");
  }

  @Test
  void succeedsWithoutItemsWhereNothingOfItIsThere() throws InterruptedException {
    for (String reply : List.of(claims(), claims(INVENTED))) {
      TaskOutcome.Success success = research(LOOKS + says(reply));

      assertThat(evidence(success).items()).as(reply).isEmpty();
      assertThat(fields(success).path("by").asText()).as(reply).isEqualTo("model");
    }
  }

  @Test
  void picksByRulesWhereTheModelMakesNoClaims() throws InterruptedException {
    TaskOutcome.Success success = research(LOOKS + says("I have seen enough."));

    assertThat(evidence(success).items())
        .extracting(EvidenceItem::text)
        .anySatisfy(text -> assertThat(text).contains("15 seconds"));
    assertThat(fields(success).path("by").asText()).isEqualTo("rules");
    assertThat(fields(success).path("noClaims").asText()).contains("is no JSON");
  }

  @Test
  void picksByRulesWhereTheModelSearchesForEver() throws InterruptedException {
    StringBuilder script = new StringBuilder("rules:\n");
    for (int turn = 1; turn <= 20; turn++) {
      script.append(
          "  - {turn: %d, toolCalls: [{tool: search, arguments: {query: lock %d}}]}\n"
              .formatted(turn, turn));
    }
    TaskOutcome.Success success = research(script.toString());

    assertThat(evidence(success).items()).isNotEmpty();
    assertThat(fields(success).path("noClaims").asText()).contains("10 without an answer");
  }

  @Test
  void readsClaimsInAFence() throws InterruptedException {
    TaskOutcome.Success success =
        research(LOOKS + says("```json\n" + claims(LASTS) + "\n```".indent(0)));

    assertThat(evidence(success).claims()).hasSize(1);
  }

  @Test
  void journalsTheDigestOfItsInstructionsWithEachModelCall() throws InterruptedException {
    research(LOOKS + says(claims(LASTS)));

    assertThat(calls)
        .allSatisfy(call ->
            assertThat(call.getPromptDigest())
                .isEqualTo(
                    call.getKind() == JournalKind.MODEL_CALL
                        ? Prompts.read("research").digest()
                        : null));
  }

  private long models() {
    return calls.stream().filter(call -> call.getKind() == JournalKind.MODEL_CALL).count();
  }

  private static String claims(String... claims) {
    return Json.canonical(
        Json.readObject("{\"claims\": [" + String.join(",", claims) + "]}").orElseThrow());
  }

  private static String says(String reply) {
    return "  - {purpose: research, reply: %s}\n"
        .formatted(Json.canonical(Json.object().textNode(reply)));
  }

  private static Evidence evidence(TaskOutcome.Success success) {
    return Evidence.parse(success.content().orElseThrow().getText());
  }

  private static ObjectNode fields(TaskOutcome.Success success) {
    return Json.readObject(success.fieldsJson()).orElseThrow();
  }

  private TaskOutcome.Success research(String script) throws InterruptedException {
    Task task = TestTasks.task("researcher", "research", QUESTION).build();
    try (InProcessWorker worker =
        new InProcessWorker(
            "researcher",
            new ResearcherSpecialist(library),
            List.of(new ReadTool(library), SearchTool.overProse(library)),
            ScriptedModel.parse(script, "test", _ -> {}))) {
      TaskOutcome outcome = worker.perform(task);
      calls = worker.calls(task);
      return (TaskOutcome.Success) outcome;
    }
  }
}
