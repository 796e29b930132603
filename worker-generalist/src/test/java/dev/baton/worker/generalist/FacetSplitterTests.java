package dev.baton.worker.generalist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FacetSplitterTests {

  @Test
  void splitsACompoundQuestion() {
    assertThat(
            FacetSplitter.split(
                "What must be true before a worker acknowledges a task, and what happens after a crash in between?"))
        .containsExactly(
            "What must be true before a worker acknowledges a task?",
            "What happens after a crash in between?");
  }

  @Test
  void splitsSeveralQuestionsAndTakesStatementsForContext() {
    assertThat(
            FacetSplitter.split(
                "We run three brokers. How long does a restart take? Which clients notice it?"))
        .containsExactly("How long does a restart take?", "Which clients notice it?");
  }

  @Test
  void splitsAtSemicolonsLinesAndListMarks() {
    assertThat(
            FacetSplitter.split(
                "1. what is a run; how is it named\n2) why does it end?\n- Explain the answer."))
        .containsExactly(
            "What is a run?", "How is it named?", "Why does it end?", "Explain the answer.");
  }

  @Test
  void splitsQuestionsInARow() {
    assertThat(
            FacetSplitter.split("What is a slot, how does it drain and why does it renew locks?"))
        .containsExactly("What is a slot?", "How does it drain?", "Why does it renew locks?");
  }

  @Test
  void splitsATerseEnumeration() {
    assertThat(FacetSplitter.split("Explain tasks, attempts and executions."))
        .containsExactly("Explain tasks", "Explain attempts", "Explain executions");
    assertThat(FacetSplitter.split("What are tasks, attempts, and executions?"))
        .containsExactly("What are tasks?", "What are attempts?", "What are executions?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is a run?",
        "Compare log compaction with time-based retention and say when to use which.",
        "What are the differences between the classic and the new rebalance protocol?",
        "Why does a consumer see records twice and not once?",
        "Explain what happens to an open transaction, a lock and the state when a broker restarts.",
        "Tell me e.g. about v4.2 of it"
      })
  void leavesASimpleQuestionWhole(String question) {
    assertThat(FacetSplitter.split(question)).containsExactly(question);
  }

  @Test
  void asksNothingTwice() {
    assertThat(FacetSplitter.split("What is a run? what is a run?"))
        .containsExactly("What is a run?");
  }

  @Test
  void putsWhatIsOverTheBoundIntoTheLastFacet() {
    String questions =
        IntStream.rangeClosed(1, 9)
            .mapToObj(i -> "What is part " + i + "?")
            .collect(Collectors.joining(" "));

    List<String> facets = FacetSplitter.split(questions);

    assertThat(facets).hasSize(FacetSplitter.MAX_FACETS);
    assertThat(facets.getLast())
        .isEqualTo("What is part 6? What is part 7? What is part 8? What is part 9?");
  }

  @Test
  void neverGivesNothingOrMoreThanItsBounds() {
    for (String odd :
        List.of("???", "and what", ";;;", "x".repeat(5_000), "?\n?\n?", "- \n- \n", "…")) {
      assertThat(FacetSplitter.split(odd))
          .as(odd)
          .isNotEmpty()
          .allSatisfy(facet -> assertThat(facet).hasSizeBetween(1, FacetSplitter.MAX_FACET_CHARS));
    }
  }
}
