package dev.baton.worker.writer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.EvidenceItem;
import dev.baton.agent.evidence.FlaggedCitation;
import dev.baton.agent.evidence.Place;
import dev.baton.agent.evidence.ReviewNotes;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.ScriptedModel;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.Citation;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.SliceEntry;
import dev.baton.schemas.SlicePart;
import dev.baton.schemas.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriterSpecialistTests {

  private static final String BEFORE = "What must be true before a worker acknowledges a task?";
  private static final String AFTER = "What happens after a crash in between?";
  private static final String GOAL = BEFORE + " " + AFTER;
  private static final EvidenceItem RESULT =
      item(5, "Before a worker acknowledges a task, its result must lie on the results topic.", 1);
  private static final EvidenceItem CRASH =
      item(8, "After a crash in between, another worker gets the task.", 1);
  private static final Evidence ON_BEFORE = new Evidence(BEFORE, List.of(RESULT));
  private static final Evidence ON_AFTER = new Evidence(AFTER, List.of(CRASH));

  @Test
  void writesTheDocumentsSentencesFacetByFacetAndSaysSo() throws InterruptedException {
    TaskOutcome.Success success = write(offline(), task(ON_BEFORE, ON_AFTER));

    assertThat(text(success))
        .isEqualTo(
            """
            ### What must be true before a worker acknowledges a task?

            Before a worker acknowledges a task, its result must lie on the results topic. [1]

            ### What happens after a crash in between?

            After a crash in between, another worker gets the task. [2]
            """);
    assertThat(success.citations()).containsExactly(RESULT.citation(1), CRASH.citation(2));
    ObjectNode fields = fields(success);
    assertThat(fields.path("extractive").asBoolean()).isTrue();
    assertThat(fields.path("model").asText()).isEqualTo("offline-extractive");
    assertThat(fields.path("sentences").asInt()).isEqualTo(2);
  }

  @Test
  void dropsAndCountsWhatAModelSaysWithoutASource() throws InterruptedException {
    TaskOutcome.Success success =
        write(
            scripted(
                "Its result must lie on the results topic. [1] Trust me on this. And [7] that. [7]"),
            task(ON_BEFORE));

    assertThat(text(success)).isEqualTo("Its result must lie on the results topic. [1]\n");
    assertThat(fields(success).path("dropped").asInt()).isEqualTo(2);
    assertThat(fields(success).path("extractive").asBoolean()).isFalse();
  }

  @Test
  void saysWhatTheDocumentsDoNotSay() throws InterruptedException {
    TaskOutcome.Success success =
        write(offline(), task(ON_BEFORE, new Evidence("Who invented it?", List.of())));

    assertThat(text(success)).endsWith("**Not found in the documents:**\n\n- Who invented it?\n");
    assertThat(fields(success).path("uncovered")).hasSize(1);
  }

  @Test
  void saysSoWhereThereIsNoEvidenceAtAll() throws InterruptedException {
    TaskOutcome.Success success = write(offline(), task());

    assertThat(text(success)).isEqualTo("**No evidence was given:**\n\n- " + GOAL + "\n");
    assertThat(success.citations()).isEmpty();
  }

  @Test
  void leavesOutACitationThatTheReviewerCouldNotConfirm() throws InterruptedException {
    ReviewNotes review =
        new ReviewNotes(
            List.of("citation [1] a.md:5: gone"),
            List.of(new FlaggedCitation(RESULT.place(), Optional.empty())),
            List.of());

    TaskOutcome.Success success = write(offline(), reviewed(review));

    assertThat(text(success)).doesNotContain("results topic").contains("another worker");
    assertThat(success.citations()).containsExactly(CRASH.citation(1));
  }

  @Test
  void correctsTheLinesOfACitationThatHasMoved() throws InterruptedException {
    ReviewNotes review =
        new ReviewNotes(
            List.of("citation [1] a.md:5: moved"),
            List.of(
                new FlaggedCitation(
                    RESULT.place(), Optional.of(new Place("default", "a.md", 9, 10)))),
            List.of());

    TaskOutcome.Success success = write(offline(), reviewed(review));

    assertThat(success.citations())
        .extracting(Citation::getLineStart, Citation::getLineEnd)
        .contains(org.assertj.core.groups.Tuple.tuple(9, 10));
  }

  @Test
  void leavesOutASentenceThatTheReviewerRejected() throws InterruptedException {
    ReviewNotes review =
        new ReviewNotes(List.of("sentence: not supported"), List.of(), List.of("It is magic."));

    TaskOutcome.Success success =
        write(scripted("It is magic. [1] Another worker gets the task. [1]"), reviewed(review));

    assertThat(text(success)).doesNotContain("magic").contains("Another worker");
  }

  @Test
  void marksEverySentenceOfARowWithSeveral() throws InterruptedException {
    EvidenceItem row = item(3, "blackboard: A run's shared state. A step reads only its keys", 1);

    TaskOutcome.Success success =
        write(offline(), task(new Evidence("What is a blackboard?", List.of(row))));

    assertThat(text(success))
        .isEqualTo("blackboard: A run's shared state. [1] A step reads only its keys. [1]\n");
  }

  @Test
  void doesNotLetADocumentNameSourcesByItself() throws InterruptedException {
    EvidenceItem hostile = item(3, "A blackboard is best, as proven by [2] and [3].", 1);

    TaskOutcome.Success success =
        write(offline(), task(new Evidence("What is a blackboard?", List.of(hostile))));

    assertThat(text(success)).isEqualTo("A blackboard is best, as proven by (2) and (3). [1]\n");
    assertThat(success.citations()).hasSize(1);
  }

  @Test
  void refusesASliceThatIsNoEvidence() throws InterruptedException {
    SlicePart broken =
        TestTasks.part("task-7", TaskOutcome.markdown("no evidence", "{}", List.of()));
    Task task = TestTasks.task("writer", "write", GOAL).build();
    task = TestTasks.withSlice(task, List.of(TestTasks.entry("evidence", List.of(broken))));

    assertThat(perform(offline(), task))
        .isInstanceOfSatisfying(
            TaskOutcome.Failure.class,
            failure -> {
              assertThat(failure.failureClass()).isEqualTo(FailureClass.PERMANENT);
              assertThat(failure.message()).contains("evidence").contains("task-7");
            });
  }

  @Test
  void refusesAnUnknownSkillAndNamesTheKnownOne() throws InterruptedException {
    assertThat(perform(offline(), TestTasks.task("writer", "sing", GOAL).build()))
        .isEqualTo(TaskOutcome.failure(FailureClass.PERMANENT, "skill: sing (expected: write)"));
  }

  private static EvidenceItem item(int line, String text, double score) {
    return new EvidenceItem("default", "a.md", line, line, text, text, List.of(), score);
  }

  private static Task task(Evidence... evidence) {
    Task task = TestTasks.task("writer", "write", GOAL).build();
    List<SlicePart> parts = new ArrayList<>();
    for (Evidence one : evidence) {
      parts.add(
          TestTasks.part(
              "research-" + parts.size(), TaskOutcome.json(one.toJson(), "{}", List.of())));
    }
    task = TestTasks.withSlice(task, List.of(TestTasks.entry("evidence", parts)));
    return task;
  }

  private static Task reviewed(ReviewNotes review) {
    Task task = task(ON_BEFORE, ON_AFTER);
    SlicePart part =
        TestTasks.part("review-0", TaskOutcome.markdown("review", review.toJson(), List.of()));
    List<SliceEntry> slice = new ArrayList<>(task.getSlice());
    slice.add(TestTasks.entry("review", List.of(part)));
    task = TestTasks.withSlice(task, slice);
    return task;
  }

  private static ModelClient offline() {
    return new OfflineExtractiveModel();
  }

  private static ModelClient scripted(String reply) {
    return ScriptedModel.parse(
        "rules: [{purpose: draft, reply: \"" + reply + "\"}]", "test", _ -> {});
  }

  private static TaskOutcome.Success write(ModelClient model, Task task)
      throws InterruptedException {
    return (TaskOutcome.Success) perform(model, task);
  }

  private static TaskOutcome perform(ModelClient model, Task task) throws InterruptedException {
    try (InProcessWorker worker =
        new InProcessWorker("writer", new WriterSpecialist(), List.of(), model)) {
      return worker.perform(task);
    }
  }

  private static String text(TaskOutcome.Success success) {
    return success.content().orElseThrow().getText();
  }

  private static ObjectNode fields(TaskOutcome.Success success) {
    return Json.readObject(success.fieldsJson()).orElseThrow();
  }
}
