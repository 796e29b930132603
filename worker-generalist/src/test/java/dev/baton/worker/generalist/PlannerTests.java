package dev.baton.worker.generalist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.OfflineExtractiveModel;
import dev.baton.agent.model.ScriptedModel;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.documents.DocumentLibrary;
import dev.baton.documents.ReadTool;
import dev.baton.documents.SearchTool;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.TestTasks;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Task;
import dev.baton.search.Corpora;
import dev.baton.search.IndexCache;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlannerTests {

  private static final String GOAL = "What is a lock, and why does it end?";

  @Nested
  class WithoutAModel {

    @Test
    void plansResearchOnEachFacetAndAText() throws InterruptedException {
      assertThat(steps(offline(task(8, 20, "researcher", "writer", "coder"))).toString())
          .isEqualTo(
              "{\"research\":{\"agent\":\"researcher\",\"forEach\":"
                  + "\"[\\\"What is a lock?\\\",\\\"Why does it end?\\\"]\",\"writes\":\"evidence\"},"
                  + "\"write\":{\"agent\":\"writer\",\"objective\":\"What is a lock, and why does it end?\","
                  + "\"needs\":[\"research\"],\"reads\":[\"evidence\"]}}");
    }

    @Test
    void usesNoRoleThatIsNotAllowed() throws InterruptedException {
      assertThat(agents(offline(task(8, 20, "coder", "reviewer")))).containsExactly("coder");
      assertThat(agents(offline(task(8, 20, "coder", "researcher")))).containsExactly("researcher");
      assertThat(agents(offline(task(8, 20, "coder", "writer")))).containsExactly("writer");
      assertThat(agents(offline(task(8, 20, "generalist", "researcher"))))
          .containsExactly("researcher", "generalist");
    }

    @Test
    void keepsWithinStepsAndTasks() throws InterruptedException {
      assertThat(agents(offline(task(1, 20, "researcher", "writer")))).containsExactly("writer");
      assertThat(agents(offline(task(8, 1, "researcher", "writer")))).containsExactly("writer");
      assertThat(
              steps(offline(task(8, 2, "researcher", "writer")))
                  .path("research")
                  .path("forEach")
                  .asText())
          .isEqualTo("[\"What is a lock?\"]");
    }
  }

  @Nested
  class WithAModel {

    @Test
    void sendsTheStepsInTheirOrder() throws InterruptedException {
      ObjectNode steps =
          steps(
              perform(
                  scripted(
                      "{\"steps\": [{\"name\": \"zoom\", \"agent\": \"researcher\", \"objective\": \"Look.\"},"
                          + " {\"name\": \"act\", \"agent\": \"writer\", \"needs\": [\"zoom\"]}]}"),
                  task(8, 20, "researcher", "writer")));
      assertThat(steps.fieldNames()).toIterable().containsExactly("zoom", "act");
      assertThat(steps.path("zoom").path("objective").asText()).isEqualTo("Look.");
      assertThat(steps.path("zoom").has("name")).isFalse();
    }

    @Test
    void sendsNoPlanThatNamesAForbiddenRoleOrHasTooManySteps() throws InterruptedException {
      for (String reply :
          List.of(
              "{\"steps\": [{\"name\": \"a\", \"agent\": \"coder\", \"objective\": \"x\"}]}",
              "{\"steps\": [{\"name\": \"a\", \"agent\": \"writer\", \"approve\": {}}]}",
              "{\"steps\": [{\"name\": \"a\", \"agent\": \"writer\"}, {\"name\": \"b\", \"agent\": \"writer\"}]}",
              "{\"steps\": []}",
              "I would rather not.")) {
        assertThat(perform(scripted(reply), task(1, 20, "writer")))
            .as(reply)
            .isInstanceOfSatisfying(
                TaskOutcome.Failure.class,
                failure -> assertThat(failure.failureClass()).isEqualTo(FailureClass.MALFORMED));
      }
    }

    @Test
    void namesAStepThatStandsTwice() throws InterruptedException {
      assertThat(
              perform(
                  scripted(
                      "{\"steps\": [{\"name\": \"a\", \"agent\": \"writer\"}, {\"name\": \"a\", \"agent\": \"writer\"}]}"),
                  task(8, 20, "writer")))
          .isEqualTo(
              TaskOutcome.failure(
                  FailureClass.MALFORMED,
                  "output of plan: steps: 'a' stands twice (expected: once) (after 2 repairs)"));
    }

    @Test
    void isToldWhatWasWrongWithThePlanBefore() throws InterruptedException {
      Task task = withBrief(brief(8, 20, "writer").put("refused", "a: {agent: coder}"));
      ModelClient model =
          ScriptedModel.parse(
              """
              rules:
                - {purpose: plan, match: "agent: coder", reply: '{"steps": [{"name": "mended", "agent": "writer"}]}'}
              """,
              "test",
              _ -> {});
      assertThat(steps(perform(model, task)).fieldNames()).toIterable().containsExactly("mended");
    }
  }

  @Test
  void aTaskWithoutABriefIsRefused() throws InterruptedException {
    Task task = TestTasks.task("generalist", "plan", GOAL).build();
    assertThat(offline(task))
        .isInstanceOfSatisfying(
            TaskOutcome.Failure.class,
            failure ->
                assertThat(failure.message())
                    .isEqualTo("slice planning: no entry (expected: what may be planned)"));
  }

  private static Task task(int maxSteps, int maxTasks, String... roles) {
    return withBrief(brief(maxSteps, maxTasks, roles));
  }

  private static ObjectNode brief(int maxSteps, int maxTasks, String... roles) {
    ObjectNode brief = Json.object().put("maxSteps", maxSteps).put("maxTasks", maxTasks);
    ArrayNode told = brief.putArray("roles");
    for (String role : roles) {
      told.addObject().put("role", role).put("description", role).putArray("skills");
    }
    return brief;
  }

  private static Task withBrief(ObjectNode brief) {
    return TestTasks.withSlice(
        TestTasks.task("generalist", "plan", GOAL).build(),
        List.of(
            TestTasks.entry(
                "planning",
                List.of(TestTasks.part("p", TaskOutcome.fields(Json.canonical(brief)))))));
  }

  private static ModelClient scripted(String reply) {
    String yaml = "rules: [{purpose: plan, reply: '%s'}]".formatted(reply.replace("'", "''"));
    return ScriptedModel.parse(yaml, "test", _ -> {});
  }

  private static TaskOutcome offline(Task task) throws InterruptedException {
    return perform(new OfflineExtractiveModel(), task);
  }

  private static TaskOutcome perform(ModelClient model, Task task) throws InterruptedException {
    DocumentLibrary none = new DocumentLibrary(Corpora.of(Map.of()), new IndexCache(1));
    try (InProcessWorker worker =
        new InProcessWorker(
            "generalist",
            new GeneralistSpecialist(none),
            List.of(new ReadTool(none), SearchTool.overProse(none)),
            model)) {
      return worker.perform(task);
    }
  }

  private static ObjectNode steps(TaskOutcome outcome) {
    assertThat(outcome).isInstanceOf(TaskOutcome.Planned.class);
    return Json.readObject(((TaskOutcome.Planned) outcome).plan().getSteps()).orElseThrow();
  }

  private static List<String> agents(TaskOutcome outcome) {
    return steps(outcome).valueStream().map(step -> step.path("agent").asText()).toList();
  }
}
