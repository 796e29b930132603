package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.Content;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Missing;
import dev.baton.core.message.SlicePart;
import dev.baton.core.message.Task;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Workflow;
import dev.baton.core.workflow.WorkflowParser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentMergeTests {
  private static final String STEPS =
      """
      find:
        agent: x
        forEach: '["p", "q"]'
        objective: What is known?
        writes: facts
        merge: %s
      write: {agent: y, needs: [find], reads: [facts]}
      """;

  @Test
  void anAgentIsGivenAllPartsAndItsResultStandsForTheStep() {
    Scenario run = Scenario.of(STEPS.formatted("reviewer"));
    assertThat(run.justDispatched()).containsExactly("find.parts[0]#1@x", "find.parts[1]#1@x");

    run.succeeds("find.parts", 1).succeeds("find.parts", 0);

    assertThat(run.justDispatched()).containsExactly("find[0]#1@reviewer");
    Task merging = run.task("find", 0);
    assertThat(merging.skill()).isEqualTo("merge");
    assertThat(merging.objective()).isEqualTo("What is known?");
    assertThat(merging.slice()).hasSize(1);
    assertThat(merging.slice().get(0).parts())
        .extracting(SlicePart::item)
        .containsExactly(Optional.of("p"), Optional.of("q"));

    run.succeeds("find");

    assertThat(run.task("write", 0).slice())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.key()).isEqualTo("facts");
          assertThat(entry.parts())
              .extracting(SlicePart::content)
              .containsExactly(Optional.of(Content.markdown("find0")));
        });
    run.succeeds("write");
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
  }

  @Test
  void aMapSaysWhoMergesWithWhichSkillAndWhatFor() {
    Workflow workflow =
        WorkflowParser.parse(
            Scenario.workflow(
                STEPS.formatted("{by: editor, skill: join, objective: One text.}")
                    + "answer: {agent: x, forEach: '[goal]', merge: {by: reviewer}}\n"));
    Step find = workflow.step("find");
    assertThat(find.agent()).isEqualTo("editor");
    assertThat(find.skill()).contains("join");
    assertThat(find.objective()).contains("One text.");
    assertThat(find.writes()).contains("facts");
    assertThat(find.forEach()).isEmpty();
    assertThat(workflow.step("answer").skill()).contains("merge");
    assertThat(workflow.roles()).containsExactly("editor", "reviewer", "x", "y");
    assertThat(workflow.answer()).isEqualTo("answer");
  }

  @Test
  void partsThatFailAreMissingAndTheOthersAreMerged() {
    Scenario run = Scenario.of(STEPS.formatted("reviewer"));
    run.succeeds("find.parts", 0).fails("find.parts", 1, FailureClass.PERMANENT);
    assertThat(run.justDispatched()).containsExactly("find[0]#1@reviewer");
    assertThat(run.task("find", 0).slice().get(0).parts()).hasSize(1);

    run.succeeds("find").succeeds("write");

    assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
    assertThat(run.answer().missing()).extracting(Missing::step).containsExactly("find.parts");
  }

  @Test
  void whereNoPartIsThereNobodyIsAskedToMerge() {
    Scenario run = Scenario.of(STEPS.formatted("reviewer"));
    run.fails("find.parts", 0, FailureClass.PERMANENT)
        .fails("find.parts", 1, FailureClass.PERMANENT);
    assertThat(run.justDispatched()).containsExactly("write[0]#1@y");
    run.succeeds("write");
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.PARTIAL);
  }

  @Test
  void aRoundRedoesThePartsAndTheirMerging() {
    Scenario run =
        Scenario.of(
            """
            find: {agent: x, forEach: '["p"]', merge: reviewer, writes: facts}
            check:
              agent: y
              needs: [find]
              reads: [facts]
              repeat: {until: steps.check.fields.ok, max: 1, redo: [find, check]}
            """);
    run.succeeds("find.parts").succeeds("find").succeeds("check", 0, "{\"ok\": false}");
    assertThat(run.justDispatched()).containsExactly("find.parts[0]#1@x");
    run.succeeds("find.parts").succeeds("find").succeeds("check", 0, "{\"ok\": true}");
    assertThat(run.answer().status()).isEqualTo(AnswerStatus.COMPLETE);
  }

  @Test
  void conditionsSeeTheMergedResultAndMaySeeTheParts() {
    Scenario run =
        Scenario.of(
            """
            find: {agent: x, forEach: '["p", "q"]', merge: reviewer}
            some: {agent: y, needs: [find], when: steps.find.fields.n == 3}
            many: {agent: y, needs: [find], when: 'size(steps["find.parts"].items) == 2'}
            """);
    run.succeeds("find.parts", 0).succeeds("find.parts", 1).succeeds("find", 0, "{\"n\": 3}");
    assertThat(run.justDispatched()).containsExactly("some[0]#1@y", "many[0]#1@y");
    assertThat(List.of(run.task("some", 0).role(), run.task("many", 0).role())).containsOnly("y");
  }
}
