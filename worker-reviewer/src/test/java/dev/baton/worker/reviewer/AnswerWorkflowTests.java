package dev.baton.worker.reviewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.agent.evidence.CitationRules;
import dev.baton.agent.evidence.DraftBlock;
import dev.baton.agent.evidence.DraftParser;
import dev.baton.agent.evidence.Place;
import dev.baton.agent.json.Json;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.ReadTool;
import dev.baton.documents.SearchTool;
import dev.baton.documents.testing.Handbook;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.Citation;
import dev.baton.schemas.SliceEntry;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Task;
import dev.baton.search.Verification;
import dev.baton.worker.generalist.GeneralistSpecialist;
import dev.baton.worker.researcher.ResearcherSpecialist;
import dev.baton.worker.writer.WriterSpecialist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflow answer with all its specialists, in process, with the offline model. */
class AnswerWorkflowTests {

  private static final String GOAL =
      "What must be true before a worker acknowledges a task, and what happens after a crash in between?";

  @TempDir Path folder;
  private DocumentLibrary library;
  private InProcessWorker generalist;
  private InProcessWorker researcher;
  private InProcessWorker writer;
  private InProcessWorker reviewer;

  @BeforeEach
  void startTheWorkers() {
    library = Handbook.library(folder);
    generalist =
        InProcessWorker.offline(
            "generalist",
            new GeneralistSpecialist(library),
            List.of(new ReadTool(library), SearchTool.overProse(library)));
    researcher =
        InProcessWorker.offline(
            "researcher",
            new ResearcherSpecialist(library),
            List.of(new ReadTool(library), SearchTool.overProse(library)));
    writer = InProcessWorker.offline("writer", new WriterSpecialist(), List.of());
    reviewer =
        InProcessWorker.offline(
            "reviewer", new ReviewerSpecialist(library::verify, InstantSource.system()), List.of());
  }

  @AfterEach
  void stopTheWorkers() {
    List.of(generalist, researcher, writer, reviewer).forEach(InProcessWorker::close);
  }

  @Test
  void answersBothHalvesOfAQuestionWithSentencesThatVerify() throws InterruptedException {
    SliceEntry evidence = research(decompose(GOAL));
    TaskOutcome.Success draft = write(List.of(evidence));
    String text = draft.content().orElseThrow().getText();

    assertThat(text)
        .contains("its result must lie safely on the results topic")
        .contains("the lock ends and another worker gets the task");
    assertThat(DraftParser.parse(text).stream().flatMap(block -> block.statements().stream()))
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(sentence -> assertThat(sentence.numbers()).isNotEmpty());
    assertThat(draft.citations())
        .isNotEmpty()
        .allSatisfy(citation ->
            assertThat(library.verify(Place.of(citation), citation.getQuote()))
                .isInstanceOf(Verification.Found.class));
    assertThat(verdict(review(evidence, draft))).isEqualTo("accept");
  }

  @Test
  void redoesADraftWhoseSourceHasChangedSinceTheResearch()
      throws InterruptedException, IOException {
    SliceEntry evidence = research(decompose(GOAL));
    TaskOutcome.Success draft = write(List.of(evidence));
    Path file = folder.resolve("tasks.md");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("A failed task is a result too", "A failed task is dropped"));

    TaskOutcome.Success review = review(evidence, draft);
    assertThat(verdict(review)).isEqualTo("redo");

    SlicePart notes = TestTasks.part("review-0", review);
    TaskOutcome.Success second =
        write(List.of(evidence, TestTasks.entry("review", List.of(notes))));

    assertThat(second.content().orElseThrow().getText())
        .doesNotContain("A failed task is a result too")
        .contains("the lock ends and another worker gets the task");
    assertThat(verdict(review(evidence, second))).isEqualTo("accept");
  }

  @Test
  void flagsAPlantedWrongCitation() throws InterruptedException {
    SliceEntry evidence = research(decompose(GOAL));
    TaskOutcome.Success draft = write(List.of(evidence));
    List<Citation> planted = new ArrayList<>(draft.citations());
    Citation first = planted.getFirst();
    planted.set(0, Citation.newBuilder(first).setQuote("Results may be lost at any time.").build());

    TaskOutcome.Success review =
        review(
            evidence,
            new TaskOutcome.Success(
                draft.fieldsJson(), draft.content(), planted, draft.confidence()));

    assertThat(verdict(review)).isEqualTo("redo");
    assertThat(review.content().orElseThrow().getText())
        .contains("citation [1] " + Place.of(first))
        .contains("the quoted words do not stand in the file");
  }

  @Test
  void saysThatTheDocumentsSayNothing() throws InterruptedException {
    SliceEntry evidence = research(decompose("What is the boiling point of helium?"));
    TaskOutcome.Success draft = write(List.of(evidence));

    assertThat(draft.content().orElseThrow().getText())
        .isEqualTo(
            "**" + CitationRules.NOT_FOUND + "**\n\n- What is the boiling point of helium?\n");
    assertThat(verdict(review(evidence, draft))).isEqualTo("accept");
  }

  @Test
  void saysThatNobodyCouldLookWhereTheResearchFailed() throws InterruptedException {
    SliceEntry nothing = TestTasks.entry("evidence", List.of());
    TaskOutcome.Success draft = write(List.of(nothing));

    assertThat(draft.content().orElseThrow().getText())
        .isEqualTo("**" + CitationRules.NO_EVIDENCE + "**\n\n- " + GOAL + "\n");
    assertThat(verdict(review(nothing, draft))).isEqualTo("accept");
  }

  @Test
  void quotesAHostileDocumentAsDataOnly() throws InterruptedException {
    SliceEntry evidence =
        research(decompose("Which setts do badgers dig, and how are badgers cited?"));
    TaskOutcome.Success draft = write(List.of(evidence));

    assertThat(DraftParser.parse(draft.content().orElseThrow().getText()))
        .noneMatch(DraftBlock.Code.class::isInstance);
    assertThat(draft.citations()).extracting(Citation::getSource).containsOnly("hostile.md");
    assertThat(draft.content().orElseThrow().getText()).contains("cited as (1) and (2)");
    assertThat(verdict(review(evidence, draft))).isEqualTo("accept");
  }

  private List<String> decompose(String goal) throws InterruptedException {
    TaskOutcome.Success success =
        (TaskOutcome.Success)
            generalist.perform(TestTasks.task("generalist", "decompose", goal).build());
    List<String> facets = new ArrayList<>();
    for (JsonNode facet : Json.readObject(success.fieldsJson()).orElseThrow().path("facets")) {
      facets.add(facet.asText());
    }
    return facets;
  }

  private SliceEntry research(List<String> facets) throws InterruptedException {
    List<SlicePart> parts = new ArrayList<>();
    for (String facet : facets) {
      Task task =
          TestTasks.task("researcher", "research", GOAL)
              .setTaskId("research-" + parts.size())
              .setObjective(facet)
              .setItem(facet)
              .setGoal(facets.size() == 1 ? facet : String.join(" ", facets))
              .build();
      parts.add(TestTasks.part(task.getTaskId(), (TaskOutcome.Success) researcher.perform(task)));
    }
    return TestTasks.entry("evidence", parts);
  }

  private TaskOutcome.Success write(List<SliceEntry> slice) throws InterruptedException {
    Task task = TestTasks.task("writer", "write", GOAL).build();
    task = TestTasks.withSlice(task, slice);
    return (TaskOutcome.Success) writer.perform(task);
  }

  private TaskOutcome.Success review(SliceEntry evidence, TaskOutcome.Success draft)
      throws InterruptedException {
    Task task = TestTasks.task("reviewer", "review", GOAL).build();
    task =
        TestTasks.withSlice(
            task,
            List.of(evidence, TestTasks.entry("draft", List.of(TestTasks.part("write-0", draft)))));
    return (TaskOutcome.Success) reviewer.perform(task);
  }

  private static String verdict(TaskOutcome.Success review) {
    return Json.readObject(review.fieldsJson()).orElseThrow().path("verdict").asText();
  }
}
