package dev.baton.core.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.AgentCard;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlannedStepsTests {
  private static final PlannedSteps.Bounds BOUNDS =
      new PlannedSteps.Bounds(
          List.of(AgentCard.of("researcher", "find"), AgentCard.of("writer", "draft")),
          3,
          4,
          2_000);

  @Test
  void readsStepsInYamlAndInJson() {
    Workflow yaml =
        workflow(
            """
            find: {agent: researcher, forEach: '["a", "b"]', writes: found, retry: {max: 2}}
            write: {agent: writer, skill: draft, needs: [find], reads: [found], timeout: 2m}
            """);
    Workflow json =
        workflow(
            """
            {"find": {"agent": "researcher", "forEach": "[\\"a\\", \\"b\\"]", "writes": "found", "retry": {"max": 2}},
             "write": {"agent": "writer", "skill": "draft", "needs": ["find"], "reads": ["found"], "timeout": "2m"}}
            """);
    assertThat(yaml.steps()).extracting(Step::name).containsExactly("find", "write");
    assertThat(yaml.answer()).isEqualTo("write");
    assertThat(json.roles()).isEqualTo(yaml.roles());
    assertThat(json.step("find").retry()).isEqualTo(yaml.step("find").retry());
  }

  @Test
  void namesAllFlawsAtOnce() {
    assertThat(
            flaws(
                """
                find: {agent: coder, queueTimeout: 1m}
                ask: {approve: {by: [ann]}}
                write: {agent: writer, skill: sing, fallback: nobody, needs: [gone]}
                """))
        .anyMatch(flaw -> flaw.startsWith("step 'find': key 'agent': 'coder' is no role for this"))
        .anyMatch(flaw -> flaw.startsWith("step 'find': key 'queueTimeout' is not for plans"))
        .anyMatch(flaw -> flaw.startsWith("step 'ask': key 'approve' is not for plans"))
        .anyMatch(
            flaw -> flaw.contains("agent 'writer' has no skill 'sing' (expected one of: draft)"))
        .anyMatch(flaw -> flaw.contains("key 'fallback': 'nobody' is no role for this plan"))
        .anyMatch(flaw -> flaw.contains("there is no step 'gone'"));
  }

  @Nested
  class RefusesWhatIsNotForPlans {
    @Test
    void moreThanWork() {
      for (String work :
          List.of(
              "workflow: other",
              "plan: researcher, allow: [researcher]",
              "approve: {by: [eve], default: approve}",
              "wait: 1h",
              "agent: researcher, compensate: {agent: researcher}",
              "agent: researcher, repeat: {until: 'false', max: 10}",
              "agent: researcher, output: '{}'")) {
        assertThat(flaws("a: {" + work + "}"))
            .as(work)
            .anyMatch(flaw -> flaw.contains("not for plans"));
      }
    }

    @Test
    void mergesByARoleThatIsNotAllowed() {
      String fanOut = "a: {agent: writer, forEach: '[1, 2]', merge: %s}";
      assertThat(flaws(fanOut.formatted("{by: coder}")))
          .anyMatch(flaw -> flaw.contains("key 'merge': 'coder' is no role for this plan"));
      assertThat(flaws(fanOut.formatted("reviewer")))
          .anyMatch(flaw -> flaw.contains("key 'merge': 'reviewer' is no role for this plan"));
      assertThat(flaws(fanOut.formatted("{by: researcher}"))).isEmpty();
    }

    @Test
    void tooManySteps() {
      assertThat(
              flaws(
                  "a: {agent: writer}\nb: {agent: writer}\nc: {agent: writer}\nd: {agent: writer}"))
          .containsExactly("the plan: has 4 steps (expected: 1 to 3)");
      assertThat(flaws("{}")).contains("the plan: has 0 steps (expected: 1 to 3)");
    }

    @Test
    void moreItemsThanTasks() {
      assertThat(flaws("a: {agent: writer, forEach: '[1, 2, 3, 4, 5]'}"))
          .containsExactly("step 'a': forEach has 5 items (expected: at most 4)");
      assertThat(flaws("a: {agent: writer, forEach: '[1, 2, 3, 4]'}")).isEmpty();
    }

    @Test
    void cycles() {
      assertThat(flaws("a: {agent: writer, needs: [b]}\nb: {agent: writer, needs: [a]}"))
          .anyMatch(flaw -> flaw.contains("needs itself"));
    }
  }

  @Nested
  class StandsUpToStrangersText {
    @Test
    void thatIsTooLong() {
      assertThat(flaws("#".repeat(2_001)))
          .containsExactly("the plan: 2001 characters (expected: at most 2000)");
    }

    @Test
    void thatIsNoMap() {
      for (String text : List.of("", "plain words", "- a\n- b", "--- \n...\n", "a: 1\n---\nb: 2")) {
        assertThat(flaws(text)).as(text).isNotEmpty();
      }
    }

    @Test
    void thatIsNotYaml() {
      assertThat(flaws("a: {agent: writer}\nb: {agent: [writer}\n"))
          .containsExactly(
              "the plan: line 2, column 19 is not YAML: while parsing a flow sequence: expected ',' or ']', but got }");
      assertThat(flaws("%YAML 9.9\n---\na: {agent: writer}\n"))
          .containsExactly("the plan: line 1, column 1 is YAML of version 9.9 (expected: 1.2)");
    }

    @Test
    void thatIsNestedAsDeepAsItCan() {
      for (String text :
          List.of("[".repeat(2_000), "a: " + "[".repeat(1_900), "{a: ".repeat(490))) {
        assertThat(flaws(text)).singleElement().asString().contains("nested deeper");
      }
    }

    @Test
    void thatWouldGrowOrMeanSomethingElse() {
      assertThat(flaws("a: &x {agent: writer}\nb: *x"))
          .singleElement()
          .asString()
          .contains("alias");
      assertThat(flaws("a: !!java.net.URL {agent: writer}"))
          .singleElement()
          .asString()
          .contains("tag");
      assertThat(flaws("a: {agent: writer, agent: writer}"))
          .singleElement()
          .asString()
          .contains("twice");
      assertThat(flaws("? [a]\n: {agent: writer}"))
          .singleElement()
          .asString()
          .contains("plain word");
    }

    @Test
    void thatHidesKeysOfTheWorkflow() {
      PlannedSteps read = read("steps: {agent: writer}\nname: {agent: researcher}");
      assertThat(read.flaws()).isEmpty();
      assertThat(WorkflowParser.parse(read.definition().orElseThrow().body()).name())
          .isEqualTo("planned");
    }
  }

  private static Workflow workflow(String text) {
    PlannedSteps read = read(text);
    assertThat(read.flaws()).isEmpty();
    return WorkflowParser.parse(read.definition().orElseThrow().body());
  }

  private static List<String> flaws(String text) {
    PlannedSteps read = read(text);
    assertThat(read.definition().isEmpty()).isEqualTo(!read.flaws().isEmpty());
    return read.flaws();
  }

  private static PlannedSteps read(String text) {
    return PlannedSteps.read(text, BOUNDS);
  }
}
