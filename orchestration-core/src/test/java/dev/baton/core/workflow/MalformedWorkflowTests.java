package dev.baton.core.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class MalformedWorkflowTests {
  private static final Catalog CATALOG =
      new Catalog(
          Optional.of(Map.of("writer", Set.of("write"), "reviewer", Set.of("review", "merge"))),
          Optional.of(Set.of("report")));

  @Test
  void everyProblemOfEveryDefinitionIsFoundWithLineAndColumn() {
    List<Malformed> all = Malformed.all();
    assertThat(all).hasSizeGreaterThanOrEqualTo(50);
    SoftAssertions softly = new SoftAssertions();
    for (Malformed malformed : all) {
      Reading reading = WorkflowParser.read(malformed.yaml(), Catalog.UNKNOWN);
      softly.assertThat(reading.workflow()).as(malformed.name()).isEmpty();
      softly
          .assertThat(reading.problems().stream().map(MalformedWorkflowTests::shown))
          .as(malformed.name())
          .usingElementComparator((actual, begin) -> actual.startsWith(begin) ? 0 : 1)
          .containsExactlyElementsOf(malformed.problems());
    }
    softly.assertAll();
  }

  private static String shown(Problem problem) {
    return problem.line() + ":" + problem.column() + " " + problem.message();
  }

  @Test
  void namesThatNobodyKnowsAreFound() {
    String yaml =
        """
        name: w
        steps:
          a: {agent: wirter, fallback: nobody}
          b: {agent: reviewer, skill: reveiw}
          c: {workflow: raport}
          d: {agent: wirter, skill: any}
        """;
    assertThat(WorkflowParser.read(yaml, CATALOG).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "line 3, column 14: step 'a': key 'agent': there is no card for agent 'wirter' (expected one of: reviewer, writer)",
            "line 3, column 32: step 'a': key 'fallback': there is no card for agent 'nobody' (expected one of: reviewer, writer)",
            "line 4, column 31: step 'b': key 'skill': agent 'reviewer' has no skill 'reveiw' (expected one of: merge, review)",
            "line 5, column 17: step 'c': key 'workflow': there is no workflow 'raport' (expected one of: report)",
            "line 6, column 14: step 'd': key 'agent': there is no card for agent 'wirter' (expected one of: reviewer, writer)");
    assertThat(WorkflowParser.parse(yaml).roles()).contains("wirter");
  }

  @Test
  void aDefinitionThatIsTooLongTooDeepOrFullOfAliasesIsRefusedAtOnce() {
    assertThat(problemsOf("a".repeat(1 << 20)))
        .containsExactly(
            "line 1, column 1: workflow: has 1048576 characters (expected: at most 262144)");
    assertThat(problemsOf("name: " + "[".repeat(200_000)))
        .containsExactly(
            "line 1, column 38: workflow: nests too deep (expected: at most 32 levels)");
    assertThat(problemsOf(billionLaughs()))
        .hasSize(1)
        .first()
        .asString()
        .contains("is not YAML: Number of aliases for non-scalar nodes exceeds the specified max=");
  }

  /** Each list holds the one before ten times. */
  private static String billionLaughs() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [lol]\n");
    for (int i = 1; i < 10; i++) {
      String former = "*a" + (i - 1);
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(former.repeat(1)))));
      yaml.append(
          "b%d: [%s]\n"
              .formatted(i, String.join(", ", Stream.generate(() -> former).limit(10).toList())));
    }
    return yaml.toString();
  }

  @Test
  void aSchemaThatGrowsByAliasesIsRefused() {
    StringBuilder yaml = new StringBuilder("name: w\nsteps:\n  a:\n    agent: x\n    output:\n");
    yaml.append("      k0: &k0 [1, 2, 3, 4, 5, 6, 7, 8]\n");
    for (int i = 1; i < 8; i++) {
      yaml.append(
          "      k%d: &k%d [*k%d, *k%d, *k%d, *k%d, *k%d, *k%d]\n"
              .formatted(i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1));
    }
    assertThat(problemsOf(yaml.toString()))
        .hasSize(1)
        .first()
        .asString()
        .contains("key 'output': has more than 10000 values (expected: a smaller schema");
  }

  @Test
  void manyProblemsAreCountedUpToABound() {
    StringBuilder yaml = new StringBuilder("name: w\nsteps:\n");
    for (int i = 0; i < 64; i++) {
      yaml.append("  s%d: {agent: X, colour: red, timeout: soon}\n".formatted(i));
    }
    assertThat(problemsOf(yaml.toString())).hasSize(Problems.MOST);
    assertThatThrownBy(() -> WorkflowParser.parse(yaml.toString()))
        .isInstanceOf(WorkflowException.class)
        .hasMessageStartingWith("line 3, column 15: step 's0': key 'agent': \"X\" (expected: ")
        .hasMessageEndingWith("; and 95 more");
  }

  @Test
  void durationsAreWrittenAsTheyAreRead() {
    for (String text : List.of("250ms", "30s", "1h30m", "2d", "1d2h3m4s5ms")) {
      Duration duration = Durations.parse(text).orElseThrow();
      assertThat(Durations.text(duration)).isEqualTo(text);
    }
  }

  private static List<String> problemsOf(String yaml) {
    return WorkflowParser.read(yaml, Catalog.UNKNOWN).problems().stream()
        .map(Problem::toString)
        .toList();
  }
}
