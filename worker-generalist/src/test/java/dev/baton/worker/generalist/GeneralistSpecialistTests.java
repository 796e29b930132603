package dev.baton.worker.generalist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.evidence.DraftParser;
import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.EvidenceItem;
import dev.baton.agent.evidence.Place;
import dev.baton.agent.json.Json;
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
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Task;
import dev.baton.search.Corpora;
import dev.baton.search.IndexCache;
import dev.baton.search.Verification;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneralistSpecialistTests {

  private static final String QUESTION = "How long does a lock last?";

  @TempDir Path folder;

  @Test
  void answersAloneFromTheDocumentsWithSentencesThatVerify() throws InterruptedException {
    DocumentLibrary library = Handbook.library(folder);
    TaskOutcome.Success success =
        success(
            library,
            new OfflineExtractiveModel(),
            TestTasks.task("generalist", "answer", QUESTION).build());
    String text = success.content().orElseThrow().getText();

    assertThat(text).contains("A lock lasts 15 seconds. [");
    assertThat(DraftParser.parse(text).stream().flatMap(block -> block.statements().stream()))
        .allSatisfy(sentence -> assertThat(sentence.numbers()).isNotEmpty());
    assertThat(success.citations())
        .isNotEmpty()
        .allSatisfy(citation ->
            assertThat(library.verify(Place.of(citation), citation.getQuote()))
                .isInstanceOf(Verification.Found.class));
    assertThat(fields(success).path("corpus").asText()).isEqualTo("default");
  }

  @Test
  void passesAQuestionAboutCodeOnWhereTheProseIsSilent() throws InterruptedException {
    String question = "Which method frees the widget?";
    Task task = TestTasks.task("generalist", "answer", question).build();

    assertThat(perform(task))
        .isInstanceOfSatisfying(
            TaskOutcome.HandedOff.class,
            outcome -> {
              assertThat(outcome.handoff().getToRole()).isEqualTo("coder");
              assertThat(outcome.handoff().getGoal()).isEqualTo(question);
              assertThat(outcome.handoff().getOpenQuestions()).containsExactly(question);
              assertThat(outcome.handoff().getTried())
                  .containsExactly("searched the prose of corpus default");
            });
  }

  @Test
  void keepsAQuestionAboutCodeThatProseAnswers() throws InterruptedException {
    assertThat(
            perform(
                TestTasks.task(
                        "generalist", "answer", "Find the code or say how long a lock lasts.")
                    .build()))
        .isInstanceOf(TaskOutcome.Success.class);
  }

  @Test
  void doesNotPassOnWhatWasPassedOnBefore() throws InterruptedException {
    SlicePart handoff =
        TestTasks.part("h", TaskOutcome.markdown("The code is silent.", "{}", List.of()));
    Task task =
        TestTasks.withSlice(
            TestTasks.task("generalist", "answer", "Which method frees the widget?").build(),
            List.of(TestTasks.entry("handoff", List.of(handoff))));

    assertThat(perform(task)).isInstanceOf(TaskOutcome.Success.class);
  }

  private TaskOutcome perform(Task task) throws InterruptedException {
    DocumentLibrary library = Handbook.library(folder);
    try (InProcessWorker worker =
        new InProcessWorker(
            "generalist",
            new GeneralistSpecialist(library),
            List.of(new ReadTool(library), SearchTool.overProse(library)),
            new OfflineExtractiveModel())) {
      return worker.perform(task);
    }
  }

  @Test
  void saysThatItHasNeitherDocumentsNorAModel() throws InterruptedException {
    TaskOutcome.Success success =
        success(
            none(),
            new OfflineExtractiveModel(),
            TestTasks.task("generalist", "", QUESTION).build());

    assertThat(success.content().orElseThrow().getText()).isEqualTo(DirectAnswer.NEITHER);
    assertThat(fields(success).path("answered").asBoolean(true)).isFalse();
  }

  @Test
  void asksAModelWithoutDocumentsAndMarksTheAnswerAsUngrounded() throws InterruptedException {
    TaskOutcome.Success success =
        success(
            none(),
            scripted("rules: [{purpose: answer, reply: \"I have no documents. 15 s.\"}]"),
            TestTasks.task("generalist", "answer", QUESTION).build());

    assertThat(success.content().orElseThrow().getText()).isEqualTo("I have no documents. 15 s.");
    assertThat(fields(success).path("grounded").asBoolean(true)).isFalse();
  }

  @Test
  void refusesAnUnknownCorpusRatherThanAnsweringWithoutIt() throws InterruptedException {
    Task task = TestTasks.task("generalist", "answer", QUESTION).build();
    task = TestTasks.withInputs(task, new HashMap<>(Map.of("corpus", "secret")));

    assertThat(perform(Handbook.library(folder), new OfflineExtractiveModel(), task))
        .isInstanceOfSatisfying(
            TaskOutcome.Failure.class,
            failure -> {
              assertThat(failure.failureClass()).isEqualTo(FailureClass.PERMANENT);
              assertThat(failure.message()).contains("secret").contains("one of default");
            });
  }

  @Test
  void writesFromTheEvidenceInPlaceOfAWriter() throws InterruptedException {
    EvidenceItem item =
        new EvidenceItem("default", "a.md", 1, 1, "A lock lasts.", "A lock lasts.", List.of(), 1);
    Task task = TestTasks.task("generalist", "answer", QUESTION).build();
    String evidence = new Evidence(QUESTION, List.of(item)).toJson();
    task =
        TestTasks.withSlice(
            task,
            List.of(
                TestTasks.entry(
                    "evidence",
                    List.of(TestTasks.part("r", TaskOutcome.json(evidence, "{}", List.of()))))));

    TaskOutcome.Success success = success(none(), new OfflineExtractiveModel(), task);

    assertThat(success.content().orElseThrow().getText()).isEqualTo("A lock lasts. [1]\n");
  }

  @Test
  void splitsAQuestionByRulesWithoutAModel() throws InterruptedException {
    ObjectNode fields =
        fields(
            success(
                none(),
                new OfflineExtractiveModel(),
                decompose("What is it, and why does it end?")));

    assertThat(fields.path("by").asText()).isEqualTo("rules");
    assertThat(fields.path("facets")).hasSize(2);
  }

  @Test
  void splitsAQuestionByAModelWhereThereIsOne() throws InterruptedException {
    ModelClient model =
        scripted(
            "rules: [{purpose: decompose, reply: '{\"facets\": [\"One?\", \"Two?\", \"Three?\"]}'}]");

    assertThat(fields(success(none(), model, decompose("One, two, three?"))).path("facets"))
        .hasSize(3);
  }

  @Test
  void fallsBackToRulesWhereAModelGivesNoFacets() throws InterruptedException {
    for (String reply : List.of("Sure!", "{\"facets\": []}", "{\"facets\": [\" \"]}")) {
      ModelClient model = scripted("rules: [{purpose: decompose, reply: '" + reply + "'}]");

      assertThat(fields(success(none(), model, decompose("What is it?"))).path("by").asText())
          .as(reply)
          .isEqualTo("rules");
    }
  }

  @Test
  void refusesAnUnknownSkillAndNamesTheKnownOnes() throws InterruptedException {
    assertThat(
            perform(
                none(),
                new OfflineExtractiveModel(),
                TestTasks.task("generalist", "fly", QUESTION).build()))
        .isEqualTo(
            TaskOutcome.failure(
                FailureClass.PERMANENT, "skill: fly (expected: one of answer, decompose, plan)"));
  }

  private static Task decompose(String goal) {
    return TestTasks.task("generalist", "decompose", goal).build();
  }

  private static DocumentLibrary none() {
    return new DocumentLibrary(Corpora.of(Map.of()), new IndexCache(1));
  }

  private static ModelClient scripted(String script) {
    return ScriptedModel.parse(script, "test", _ -> {});
  }

  private static TaskOutcome.Success success(DocumentLibrary library, ModelClient model, Task task)
      throws InterruptedException {
    return (TaskOutcome.Success) perform(library, model, task);
  }

  private static TaskOutcome perform(DocumentLibrary library, ModelClient model, Task task)
      throws InterruptedException {
    try (InProcessWorker worker =
        new InProcessWorker(
            "generalist",
            new GeneralistSpecialist(library),
            List.of(new ReadTool(library), SearchTool.overProse(library)),
            model)) {
      return worker.perform(task);
    }
  }

  private static ObjectNode fields(TaskOutcome.Success success) {
    return Json.readObject(success.fieldsJson()).orElseThrow();
  }
}
