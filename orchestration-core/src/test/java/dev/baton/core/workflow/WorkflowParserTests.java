package dev.baton.core.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.message.FailureClass;
import dev.baton.core.message.WorkflowDefinition;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
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

  @Nested
  class WhenTheDefinitionIsWrong {
    @Test
    void anUnknownKeyIsNamedWithItsLineAndTheKnownOnes() {
      refuses(
          "name: w\nsteps:\n  a:\n    agent: x\n    colour: red\n",
          "line 5: step 'a': key 'colour': is unknown (expected one of: agent, fallback, forEach, join, merge,"
              + " needs, objective, onMissing, output, queueTimeout, reads, repeat, retry, skill, timeout, when, writes)");
      refuses("name: w\nstep: {}\n", "line 2: workflow: key 'step': is unknown");
    }

    @Test
    void aMissingAgentIsNamed() {
      refuses(
          "name: w\nsteps:\n  a:\n    skill: y\n",
          "line 4: step 'a': key 'agent' is missing (expected: a text)");
    }

    @Test
    void aNeedThatDoesNotExistIsNamed() {
      refuses(
          "name: w\nsteps:\n  a: {agent: x}\n  b: {agent: x, needs: [c]}\n",
          "line 4: step 'b': key 'needs': there is no step 'c' (expected one of: a, b)");
    }

    @Test
    void aCycleIsNamed() {
      refuses(
          "name: w\nsteps:\n  a: {agent: x, needs: [b]}\n  b: {agent: x, needs: [a]}\n",
          "line 3: step 'a': key 'needs': the step needs itself, directly or not (expected: no cycles)");
    }

    @Test
    void badValuesAreNamed() {
      refusesStep(
          "timeout: soon", "key 'timeout': \"soon\" (expected: a duration such as 30s, 5m or 1h)");
      refusesStep("timeout: 0s", "key 'timeout': \"0s\" (expected: a duration");
      refusesStep(
          "merge: any", "key 'merge': \"any\" (expected one of: union, best, vote, concat)");
      refusesStep(
          "join: some", "key 'join': \"some\" (expected one of: all, quorum, first, deadline)");
      refusesStep(
          "retry: {max: 99}",
          "step 'a' retry: key 'max': \"99\" (expected: a whole number from 1 to 10)");
      refusesStep("retry: {max: x}", "\"x\" (expected: a whole number from 1 to 10)");
      refusesStep(
          "retry: {on: [sometimes]}",
          "key 'on': \"sometimes\" (expected one of: transient, timeout");
      refusesStep("needs: b", "key 'needs': is not a list of at most 100 texts");
      refusesStep("fallback: x", "key 'fallback': is the step's agent (expected: another role)");
      refusesStep("writes: 7", "key 'writes': \"7\" (expected: ");
    }

    @Test
    void aJoinThatCannotEndIsNamed() {
      refusesStep("join: {type: quorum}", "key 'type': has no number (expected: quorum: 2, for");
      refusesStep("join: {type: all, quorum: 2}", "key 'quorum': stands beside another type");
      refusesStep("join: {quorum: 2}", "key 'quorum': asks for more than the step's one result");
      refusesStep("join: {quorum: 0}", "\"0\" (expected: a whole number from 1 to 10000)");
      refusesStep("join: deadline", "key 'join': can never end early (expected: deadline: 5m");
    }

    @Test
    void aConditionThatDoesNotCompileIsNamed() {
      refusesStep("when: goal", "key 'when': \"goal\": is a string (expected: BOOLEAN)");
      refusesStep(
          "when: steps.b.fields.x", "key 'when': there is no step 'b' (expected one of: a)");
      refusesStep(
          "when: steps == {}",
          "key 'when': \"steps == {}\": steps must be followed by a fixed name");
      refusesStep("forEach: '1 +'", "key 'forEach': \"1 +\": ");
    }

    @Test
    void whatCouldStillBeRunningMayNotBeRead() {
      String steps = "name: w\nsteps:\n  a: {agent: x, writes: k}\n  b: {agent: x, %s}\n";
      refuses(
          steps.formatted("reads: [k]"),
          "line 4: step 'b': key 'reads': 'k' is written by step 'a', which may still be running"
              + " (expected: 'a' among the step's needs)");
      refuses(
          steps.formatted("when: steps.a.fields.x"),
          "key 'when': it looks at step 'a', which may still be running");
      refuses(steps.formatted("reads: [z]"), "no step writes 'z'");
      refuses(
          steps.formatted("writes: k"),
          "'k' is written by step 'a' too (expected: one writer for each key)");
    }

    @Test
    void aLoopMustBeClosed() {
      String steps =
          "name: w\nsteps:\n  a: {agent: x}\n  b: {agent: x, needs: [a]}\n  c: {agent: x, needs: [b], repeat: {until: steps.c.fields.ok, redo: [%s]}}\n";
      refuses(steps.formatted("b"), "key 'redo': lacks the step itself");
      refuses(steps.formatted("a, c"), "key 'redo': lacks 'b', which lies between redone steps");
      refuses(steps.formatted("c, d"), "key 'redo': there is no step 'd'");
      assertThat(WorkflowParser.parse(steps.formatted("b, c")).isRedone("b")).isTrue();
    }

    @Test
    void brokenYamlIsNamed() {
      refuses("name: [", "workflow: is not YAML: ");
      refuses("just text", "workflow: is not a map (expected: name, version, steps)");
      refuses("name: w\nname: v\n", "line 2: workflow: key 'name' stands twice (expected: once)");
      refuses("name: w\n", "workflow: key 'steps': is missing (expected: a map of steps)");
      refuses(
          "name: W\nsteps: {a: {agent: x}}\n", "line 1: workflow: key 'name': \"W\" (expected: ");
      refuses("name: w\nsteps: {a: {agent: x}}\nanswer: b\n", "key 'answer': there is no step 'b'");
    }

    private static void refusesStep(String line, String message) {
      refuses("name: w\nsteps:\n  a:\n    agent: x\n    " + line + "\n", message);
    }

    private static void refuses(String yaml, String message) {
      assertThatThrownBy(() -> WorkflowParser.parse(yaml))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining(message);
    }
  }
}
