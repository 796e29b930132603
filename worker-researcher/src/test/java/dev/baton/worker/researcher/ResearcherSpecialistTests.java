package dev.baton.worker.researcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.EvidenceItem;
import dev.baton.agent.evidence.Place;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.ScriptedModel;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.ReadTool;
import dev.baton.documents.SearchTool;
import dev.baton.documents.testing.Handbook;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.Citation;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.Task;
import dev.baton.search.Corpora;
import dev.baton.search.IndexCache;
import dev.baton.search.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResearcherSpecialistTests {

  private static final String GOAL =
      "What must be true before a worker acknowledges a task, and what happens after a crash in between?";

  @TempDir Path folder;
  private DocumentLibrary library;

  @BeforeEach
  void copyTheHandbook() {
    library = Handbook.library(folder);
  }

  @Test
  void bringsEvidenceThatStandsWhereItSays() throws InterruptedException {
    TaskOutcome.Success success = success(task("What happens after a crash in between?"));
    Evidence evidence = Evidence.parse(success.content().orElseThrow().getText());

    assertThat(evidence.facet()).isEqualTo("What happens after a crash in between?");
    assertThat(evidence.items().getFirst().text()).startsWith("After a crash between the result");
    assertThat(success.citations())
        .hasSameSizeAs(evidence.items())
        .allSatisfy(citation ->
            assertThat(library.verify(Place.of(citation), citation.getQuote()))
                .isInstanceOf(Verification.Found.class));
    assertThat(success.citations()).extracting(Citation::getNumber).startsWith(1, 2);
    assertThat(Json.readObject(success.fieldsJson()).orElseThrow().path("best").asText())
        .isEqualTo("tasks.md:8");
  }

  @Test
  void looksItselfWhereTheModelClaimsToHaveSeenEnoughWithoutLooking() throws InterruptedException {
    Task task = task("What happens after a crash in between?");
    try (InProcessWorker worker =
        new InProcessWorker(
            "researcher",
            new ResearcherSpecialist(library),
            List.of(new ReadTool(library), SearchTool.overProse(library)),
            ScriptedModel.parse("rules: [{reply: Enough.}]", "test", _ -> {}))) {
      assertThat(worker.perform(task))
          .isInstanceOfSatisfying(
              TaskOutcome.Success.class, success -> assertThat(success.citations()).isNotEmpty());
    }
  }

  @Test
  void searchesThroughTheLoopSoThatTheCallsAreJournaled() throws InterruptedException {
    Task task = task("What happens after a crash in between?");
    try (InProcessWorker worker = worker(library)) {
      worker.perform(task);

      assertThat(worker.calls(task))
          .extracting(JournalRecord::getKind, JournalRecord::getName)
          .contains(
              org.assertj.core.groups.Tuple.tuple(JournalKind.MODEL_CALL, "offline-extractive"),
              org.assertj.core.groups.Tuple.tuple(JournalKind.TOOL_CALL, "search"));
    }
  }

  @Test
  void succeedsWithoutItemsWhereTheDocumentsSayNothing() throws InterruptedException {
    String question = "What is the boiling point of helium?";
    TaskOutcome.Success success =
        success(TestTasks.task("researcher", "research", question).build());

    assertThat(Evidence.parse(success.content().orElseThrow().getText()).items()).isEmpty();
    assertThat(Json.readObject(success.fieldsJson()).orElseThrow().path("passages").asInt(-1))
        .isZero();
  }

  @Test
  void refusesAnUnknownCorpusAndNamesTheKnownOnes() throws InterruptedException {
    Task task = task("What happens?");
    task = TestTasks.withInputs(task, new HashMap<>(Map.of("corpus", "/etc")));

    assertFailure(library, task, "one of default");
  }

  @Test
  void refusesAnEmptyAndAMissingFolderAndNamesIt() throws InterruptedException, IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path missing = folder.resolve("missing");

    assertFailure(over(empty), task("What happens?"), empty.toString());
    assertFailure(over(missing), task("What happens?"), missing.toString());
  }

  @Test
  void refusesAnUnknownSkillAndNamesTheKnownOne() throws InterruptedException {
    assertFailure(
        library,
        TestTasks.task("researcher", "dance", GOAL).build(),
        "skill: dance (expected: research)");
  }

  @Test
  void takesNothingFromADocumentAsAnInstruction() throws InterruptedException {
    Task task = TestTasks.task("researcher", "research", "What do badgers do?").build();
    try (InProcessWorker worker = worker(library)) {
      TaskOutcome outcome = worker.perform(task);

      assertThat(outcome).isInstanceOf(TaskOutcome.Success.class);
      assertThat(worker.calls(task))
          .filteredOn(call -> call.getKind() == JournalKind.TOOL_CALL)
          .extracting(JournalRecord::getName)
          .containsOnly("search");
    }
  }

  @Test
  void cannotBeTalkedIntoAToolThatItsCardDoesNotAllow() throws InterruptedException {
    String script =
        """
        rules:
          - purpose: research
            turn: 1
            toolCalls: [{tool: delete-everything, arguments: {all: true}}]
          - purpose: research
            reply: Done.
        """;
    Task task = task("What happens after a crash in between?");
    try (InProcessWorker worker =
        new InProcessWorker(
            "researcher",
            new ResearcherSpecialist(library),
            List.of(new ReadTool(library), SearchTool.overProse(library)),
            ScriptedModel.parse(script, "test", _ -> {}))) {
      TaskOutcome.Success success = (TaskOutcome.Success) worker.perform(task);

      assertThat(Evidence.parse(success.content().orElseThrow().getText()).items())
          .as("its own search still finds the evidence")
          .extracting(EvidenceItem::text)
          .anySatisfy(text -> assertThat(text).startsWith("After a crash"));
    }
  }

  private static Task task(String facet) {
    return TestTasks.task("researcher", "research", GOAL)
        .setObjective(facet)
        .setItem(facet)
        .build();
  }

  private TaskOutcome.Success success(Task task) throws InterruptedException {
    try (InProcessWorker worker = worker(library)) {
      return (TaskOutcome.Success) worker.perform(task);
    }
  }

  private static void assertFailure(DocumentLibrary library, Task task, String named)
      throws InterruptedException {
    try (InProcessWorker worker = worker(library)) {
      assertThat(worker.perform(task))
          .isInstanceOfSatisfying(
              TaskOutcome.Failure.class,
              failure -> {
                assertThat(failure.failureClass()).isEqualTo(FailureClass.PERMANENT);
                assertThat(failure.message()).contains(named);
              });
    }
  }

  private static DocumentLibrary over(Path folder) {
    return new DocumentLibrary(Corpora.of(Map.of("default", folder)), new IndexCache(1));
  }

  private static InProcessWorker worker(DocumentLibrary library) {
    return InProcessWorker.offline(
        "researcher",
        new ResearcherSpecialist(library),
        List.of(new ReadTool(library), SearchTool.overProse(library)));
  }
}
