package dev.baton.agent.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.schemas.AgentCard;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentCardsTests {

  private static final String LEAST =
      "role: reviewer\nversion: 2\ndescription: Reviews\nskills: [{name: review, description: Reviews drafts}]\n";

  @Test
  void readsEveryKey() {
    AgentCard card =
        AgentCards.parse(
            LEAST
                + """
                examples: ["Review this", "Check that"]
                tier: strong
                cheaperTier: fast
                prompt: Be strict.
                tools: [search-documents]
                permissions: [network]
                limits: {maxSteps: 5, maxTokens: 9000, timeout: 90s}
                outputSchema: {type: object, required: [verdict]}
                handoffTo: [writer]
                requiresLiveWorker: true
                """,
            "test");

    assertThat(card.getRole()).isEqualTo("reviewer");
    assertThat(card.getVersion()).isEqualTo(2);
    assertThat(card.getSkills())
        .singleElement()
        .satisfies(skill -> assertThat(skill.getName()).isEqualTo("review"));
    assertThat(card.getExamples()).containsExactly("Review this", "Check that");
    assertThat(card.getTier()).isEqualTo("strong");
    assertThat(card.getCheaperTier()).isEqualTo("fast");
    assertThat(card.getTools()).containsExactly("search-documents");
    assertThat(card.getLimits().getMaxSteps()).isEqualTo(5);
    assertThat(card.getLimits().getTimeoutMillis()).isEqualTo(90_000);
    assertThat(card.getOutputSchema()).contains("\"required\":[\"verdict\"]");
    assertThat(card.getHandoffTo()).containsExactly("writer");
    assertThat(card.getRequiresLiveWorker()).isTrue();
  }

  @Test
  void readsToolsOfOtherProcesses() {
    assertThat(
            AgentCards.parse(
                    LEAST + "tools: [search, mcp:files/read_text_file, 'mcp:web/*', mcp:x/A.b-c]",
                    "test")
                .getTools())
        .containsExactly("search", "mcp:files/read_text_file", "mcp:web/*", "mcp:x/A.b-c");
  }

  @Test
  void fillsInTheContractsDefaults() {
    AgentCard card = AgentCards.parse(LEAST, "test");

    assertThat(card.getTier()).isEqualTo("fast");
    assertThat(card.getLimits().getMaxSteps()).isEqualTo(12);
    assertThat(card.getLimits().getTimeoutMillis()).isEqualTo(600_000);
    assertThat(card.getOutputSchema()).isNull();
  }

  @Test
  void namesWhatIsWrongAndWhatWasExpected() {
    for (List<String> wrong :
        List.of(
            List.of(LEAST + "tols: [x]", "unknown key tols"),
            List.of(LEAST + "limits: {maxStep: 1}", "unknown key limits.maxStep"),
            List.of(
                LEAST + "limits: {timeout: 10}",
                "limits.timeout: 10 (expected: a whole number and ms, s, m or h)"),
            List.of(
                LEAST + "limits: {maxSteps: 0}",
                "limits.maxSteps: 0 (expected: a whole number from 1 to 1000)"),
            List.of(LEAST + "tools: search", "tools: \"search\" (expected: a list of texts)"),
            List.of(
                LEAST + "requiresLiveWorker: maybe",
                "requiresLiveWorker: \"maybe\" (expected: true or false)"),
            List.of(LEAST + "outputSchema: {type: [}", "no YAML"),
            List.of(
                LEAST.replace("reviewer", "Reviewer!"),
                "role: Reviewer! (expected: 1 to 40 lower-case"),
            List.of(LEAST.replace("description: Reviews\n", ""), "description is missing"),
            List.of("[]", "no keys"))) {
      assertThatThrownBy(() -> AgentCards.parse(wrong.getFirst(), "cards/x.yaml"))
          .as(wrong.getFirst())
          .isInstanceOf(AgentCardException.class)
          .hasMessageContaining("cards/x.yaml")
          .hasMessageContaining(wrong.getLast());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limits:;  maxSteps: 2;  timeout: 10 | x.yaml:7:12: limits.timeout: 10",
        "tools:;  - search;  - Bad! | x.yaml:7:5: tools: Bad!",
        "tools: [search, mcp:files/a b] | x.yaml:5:17: tools: mcp:files/a b (expected: 1 to 40 lower-case letters, digits and hyphens; or mcp:SERVER/TOOL, or mcp:SERVER/*)",
        "tools: ['mcp:*/read'] | x.yaml:5:9: tools: mcp:*/read",
        "tools: [mcp:files] | x.yaml:5:9: tools: mcp:files",
        "limits:;  maxStep: 1 | x.yaml:6:12: unknown key limits.maxStep",
        "examples: [one, 2] | x.yaml:5:17: examples: 2 (expected: a text)",
        "outputSchema: {type: [} | x.yaml:5:23: no YAML",
        "tier: a;tier: b | x.yaml:6:5: no YAML",
        "tier: &a [*a] | x.yaml:5:7: tier:",
      })
  void saysInWhichLineAndColumn(String more, String expected) {
    String card = "role: r\nversion: 1\ndescription: d\nskills: [{name: s, description: d}]\n";

    assertThatThrownBy(() -> AgentCards.parse(card + more.replace(";", "\n"), "x.yaml"))
        .isInstanceOf(AgentCardException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void namesACardThatIsNotThere() {
    assertThatThrownBy(() -> AgentCards.fromClassPath("nobody"))
        .hasMessageContaining("agents/nobody.yaml is not on the class path");
    assertThatThrownBy(() -> AgentCards.fromFile(Path.of("no/such.yaml")))
        .hasMessageContaining("no/such.yaml cannot be read");
  }
}
