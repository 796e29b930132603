package dev.baton.router.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.router.Samples;
import dev.baton.schemas.ChatMessage;
import dev.baton.schemas.Priority;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTests {

  private static final String ONE =
      """
      rules:
        - name: logs
          priority: 10
          when: request.goal.contains("log")
          route: agent:coder
          reason: It is about logs.
          examples: [read the log]
      """;

  private static RoutingRules bundled() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(RuleFile.class.getResourceAsStream("/routes.yaml"))) {
      return RuleFile.parse("routes.yaml", new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Where is the fencing of attempts implemented? | code-location",
        "Which class owns the retry budget | code-location",
        "what does the run machine promise | questions",
        "Is a share group a queue? | questions",
        "Compare the two commit protocols | research",
        "PLEASE summarize the document | research",
        "Write a haiku about queues | none",
        "Translate: good morning | none"
      })
  void theBundledRulesTakeTheirKindsOfGoals(String goal, String rule) throws IOException {
    RoutingRules.Matches matches =
        bundled().match(new RuleSubject(Samples.request(goal).build(), "default"));

    assertThat(matches.matching().stream().findFirst().map(RoutingRule::name).orElse("none"))
        .isEqualTo(rule);
    assertThat(matches.remarks()).isEmpty();
  }

  @Test
  void conditionsSeeTheWholeRequest() {
    RoutingRules rules =
        RuleFile.parse(
            "r.yaml",
            ONE.replace(
                "request.goal.contains(\"log\")",
                "request.goal == 'read the log' || (request.inputs.kind == 'x' && request.priority == 'HIGH' && request.tenant == 't'"
                    + " && request.historySize == 1)"));
    var request =
        Samples.request("g")
            .setInputs(Map.of("kind", "x"))
            .setPriority(Priority.HIGH)
            .setHistory(List.of(new ChatMessage("user", "hi")))
            .build();

    assertThat(rules.match(new RuleSubject(request, "t")).matching()).hasSize(1);
    assertThat(rules.match(new RuleSubject(request, "other")).matching()).isEmpty();
  }

  @Test
  void aConditionWithoutAValueDoesNotMatchAndIsRemarked() {
    RoutingRules rules =
        RuleFile.parse(
            "r.yaml",
            ONE.replace(
                "request.goal.contains(\"log\")",
                "request.goal == 'read the log' || request.inputs.x == 'y'"));

    RoutingRules.Matches matches =
        rules.match(new RuleSubject(Samples.request("other").build(), "default"));

    assertThat(matches.matching()).isEmpty();
    assertThat(matches.remarks()).containsExactly("rule 'logs' has no value");
  }

  @Test
  void theDigestFollowsTheText() {
    assertThat(RuleFile.parse("a", ONE).digest())
        .isEqualTo(RuleFile.parse("b", ONE).digest())
        .isNotEqualTo(RuleFile.parse("a", ONE + "# more\n").digest());
  }

  private static void assertRefused(String text, String... messageParts) {
    assertThatThrownBy(() -> RuleFile.parse("r.yaml", text))
        .isInstanceOf(RuleFileException.class)
        .hasMessageContainingAll(messageParts);
  }

  @Test
  void refusesUnknownKeys() {
    assertRefused(
        ONE.replace("priority", "prioritty"),
        "r.yaml, line 3, column 5: unknown key 'prioritty' (expected: [examples, name, priority, reason, route, when])");
    assertRefused(
        "routes: []\n", "r.yaml, line 1, column 1: unknown key 'routes' (expected: [rules])");
  }

  @Test
  void refusesMissingKeys() {
    assertRefused(
        ONE.replace("    reason: It is about logs.\n", ""),
        "r.yaml, line 2, column 5: no 'reason' (expected: one)");
  }

  @Test
  void refusesBadValues() {
    assertRefused(
        ONE.replace("10", "high"),
        "r.yaml, line 3, column 15: priority: 'high' (expected: a whole number)");
    assertRefused(
        ONE.replace("agent:coder", "coder"),
        "r.yaml, line 5, column 12: rule 'logs': route: 'coder' (expected: agent:ROLE or workflow:NAME)");
    assertRefused(
        ONE.replace("[read the log]", "[]"),
        "r.yaml, line 7, column 15: rule 'logs': examples: none");
    assertRefused(
        ONE.replace("[read the log]", "read the log"),
        "r.yaml, line 7, column 15: examples: (expected: a list)");
  }

  @Test
  void refusesConditionsThatDoNotCompile() {
    assertRefused(
        ONE.replace("request.goal.", "request.gaol."),
        "r.yaml, line 4, column 11: rule 'logs': when: ",
        "gaol");
    assertRefused(
        ONE.replace("request.goal.contains(\"log\")", "size(request.goal)"),
        "r.yaml, line 4, column 11: rule 'logs': when: ",
        "expected: ");
  }

  @Test
  void refusesExamplesThatTheRuleDoesNotTake() {
    assertRefused(
        ONE.replace("read the log", "read the book"),
        "r.yaml, line 7, column 15: rule 'logs': examples: 'read the book' does not match (expected: every example to match)");
    String before =
        """
          - name: all
            priority: 11
            when: "true"
            route: agent:writer
            reason: Whatever it is.
            examples: [anything]
        """;
    assertRefused(
        ONE + before,
        "r.yaml, line 7, column 15: rule 'logs': examples: 'read the log' is taken by rule 'all' before (expected: this rule to take it)");
  }

  @Test
  void refusesANameThatStandsTwice() {
    assertRefused(
        ONE + ONE.replace("rules:\n", ""),
        "r.yaml, line 8, column 11: rule 'logs': name: stands twice (expected: each name once)");
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertRefused("rules: [", "r.yaml, line ", "no YAML");
    assertRefused("", "r.yaml: empty (expected: a mapping with the key rules)");
  }
}
