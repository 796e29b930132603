package dev.baton.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.topics.TopicNames;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InputPatternTests {

  private static final TopicNames NAMES = new TopicNames("t.");

  @Test
  void readsRunsAndAllResults() {
    Pattern inputs = RunTopology.inputs(NAMES, List.of());

    assertThat(List.of("t.runs", "t.results.a", "t.results.some-role"))
        .allMatch(topic -> inputs.matcher(topic).matches());
    assertThat(List.of("t.run-log", "t.requests", "tXruns", "t.tasks.a", "other.t.runs", "t.runs2"))
        .noneMatch(topic -> inputs.matcher(topic).matches());
  }

  @Test
  void leavesOutExactlyTheExcludedTopics() {
    Pattern inputs = RunTopology.inputs(NAMES, List.of("t.results.a", "t.results.b"));

    assertThat(List.of("t.results.a", "t.results.b"))
        .noneMatch(topic -> inputs.matcher(topic).matches());
    assertThat(List.of("t.results.ab", "t.results.c", "t.runs"))
        .allMatch(topic -> inputs.matcher(topic).matches());
  }
}
