package dev.baton.core.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.message.FailureClass;
import dev.baton.core.message.WorkflowDefinition;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkflowParserTests {

  @Test
  void readsEveryKey() {
    Workflow workflow =
        WorkflowParser.parse(
            """
            name: full
            version: 3
            description: All keys.
            examples: [one, two]
            deadline: 1h30m
            budget: {maxTokens: 1000, maxTasks: 7, maxWallClock: 10m, maxCostMicros: 5}
            steps:
              plan:
                agent: generalist
                skill: decompose
              find:
                agent: researcher
                objective: Find it.
                needs: [plan]
                when: goal != ""
                forEach: {items: steps.plan.fields.facets, concurrency: 4}
                writes: evidence
                join: {type: all, deadline: 2m}
                onMissing: fail
                merge: best
                retry: {max: 2, backoff: 250ms, cap: 4s, on: [transient, timeout]}
                timeout: 30s
                queueTimeout: 1m
                fallback: generalist
                output: '{"type": "object"}'
              write:
                agent: writer
                needs: [find]
                reads: [evidence]
                repeat: {until: steps.write.fields.ok, max: 2, redo: [write]}
            answer: write
            """);
    assertThat(workflow.reference()).isEqualTo("full@3");
    assertThat(workflow.deadline()).contains(Duration.ofMinutes(90));
    assertThat(workflow.budget().maxTasks()).contains(7);
    Step find = workflow.step("find");
    assertThat(find.forEach().orElseThrow().concurrency()).isEqualTo(4);
    assertThat(find.join().deadline()).contains(Duration.ofMinutes(2));
    assertThat(find.onMissing()).isEqualTo(OnMissing.FAIL);
    assertThat(find.merge()).isEqualTo(MergePolicy.BEST);
    assertThat(find.retry().backoff()).isEqualTo(Duration.ofMillis(250));
    assertThat(find.retry().on())
        .containsExactlyInAnyOrder(FailureClass.TRANSIENT, FailureClass.TIMEOUT);
    assertThat(find.fallback()).contains("generalist");
    assertThat(workflow.repeating()).contains(workflow.step("write"));
    assertThat(workflow.roles()).containsExactly("generalist", "researcher", "writer");
  }

  @Test
  void leavesOutKeysTheirDefaults() {
    Workflow workflow = WorkflowParser.parse("name: w\nsteps:\n  a: {agent: x}\n  b: {agent: x}\n");
    assertThat(workflow.version()).isEqualTo(1);
    assertThat(workflow.answer()).isEqualTo("b");
    Step step = workflow.step("a");
    assertThat(step.retry()).isEqualTo(RetryPolicy.DEFAULT);
    assertThat(step.onMissing()).isEqualTo(OnMissing.PARTIAL);
    assertThat(step.timeout()).isEqualTo(Optional.empty());
    assertThat(step.concurrency()).isEqualTo(1);
    assertThat(FanOut.DEFAULT_CONCURRENCY).isEqualTo(100);
  }

  @Test
  void theBundledWorkflowsAreUsable() {
    assertThat(Workflows.bundled())
        .extracting(WorkflowDefinition::name)
        .containsExactly("answer", "fanout");
    WorkflowDefinition answer = Workflows.bundled("answer");
    assertThat(answer.examples()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(answer.description()).isNotBlank();
    assertThat(answer.digest()).hasSize(64);
    assertThat(WorkflowParser.parse(Workflows.bundled("fanout").body()).steps()).hasSize(3);
    assertThatThrownBy(() -> Workflows.bundled("other"))
        .hasMessage("workflow: \"other\" (expected one of: answer, fanout)");
  }

  @Test
  void aSingleStepWorkflowIsNamedAfterItsRole() {
    WorkflowDefinition definition = Workflows.singleStep("code-finder");
    assertThat(definition.name()).isEqualTo("agent-code-finder");
    assertThat(definition.version()).isEqualTo(1);
    assertThat(WorkflowParser.parse(definition.body()).roles()).containsExactly("code-finder");
  }

  @Test
  void aLoopMayBeClosedOverSeveralSteps() {
    String yaml =
        "name: w\nsteps:\n  a: {agent: x}\n  b: {agent: x, needs: [a]}\n  c: {agent: x, needs: [b], repeat: {until: steps.c.fields.ok, redo: [b, c]}}\n";
    assertThat(WorkflowParser.parse(yaml).isRedone("b")).isTrue();
    assertThat(WorkflowParser.parse(yaml).isRedone("a")).isFalse();
  }

  @Test
  void anOutputSchemaMayBeWrittenAsYaml() {
    String yaml =
        """
        name: w
        steps:
          a:
            agent: x
            output:
              type: object
              required: [n]
              properties: {n: {type: integer, minimum: 1}, s: {const: null}, t: {default: "1"}}
        """;
    assertThat(WorkflowParser.parse(yaml).step("a").output())
        .contains(
            "{\"properties\":{\"n\":{\"minimum\":1,\"type\":\"integer\"},\"s\":{\"const\":null},\"t\":{\"default\":\"1\"}},\"required\":[\"n\"],\"type\":\"object\"}");
  }
}
