package dev.baton.core.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CelExpressionTests {
  private static final CelEnvironment ENVIRONMENT =
      CelEnvironment.of(
          Map.of("goal", CelKind.STRING, "inputs", CelKind.STRING_MAP, "steps", CelKind.MAP));

  private static final Map<String, Object> VARIABLES =
      Map.of(
          "goal", "Compare A and B",
          "inputs", Map.of("corpus", "docs"),
          "steps",
              Map.of(
                  "plan", Map.of("fields", Map.of("facets", List.of("a", "b"), "count", 2L)),
                  "review", Map.of("fields", Map.of("verdict", "accept"))));

  @Test
  void evaluatesAConditionOverStepFields() {
    assertThat(condition("steps.review.fields.verdict == \"accept\"")).isTrue();
    assertThat(condition("steps.plan.fields.count > 2")).isFalse();
    assertThat(condition("steps.plan.fields.count == 2.0")).isTrue();
    assertThat(condition("has(steps.plan.fields.absent) || inputs.corpus == \"docs\"")).isTrue();
    assertThat(condition("goal.lowerAscii().contains(\"compare\") && goal.matches(\"^Comp.*B$\")"))
        .isTrue();
  }

  @Test
  void evaluatesAList() {
    List<?> facets = ENVIRONMENT.compile("steps.plan.fields.facets", CelKind.LIST).list(VARIABLES);
    assertThat(facets).isEqualTo(List.of("a", "b"));
  }

  @Test
  void refusesAnExpressionOfAnotherTypeWhenItIsCompiled() {
    assertThatThrownBy(() -> ENVIRONMENT.compile("goal", CelKind.BOOLEAN))
        .isInstanceOf(CelException.class)
        .hasMessage("\"goal\": is a string (expected: BOOLEAN)");
  }

  @Test
  void refusesAnUnknownVariableAndBrokenSyntax() {
    assertThatThrownBy(() -> ENVIRONMENT.compile("step.x == 1", CelKind.BOOLEAN))
        .isInstanceOf(CelException.class)
        .hasMessageContaining("undeclared reference to 'step'");
    assertThatThrownBy(() -> ENVIRONMENT.compile("goal ==", CelKind.BOOLEAN))
        .isInstanceOf(CelException.class)
        .hasMessageContaining("goal ==");
  }

  @Test
  void namesTheExpressionWhenItHasNoValue() {
    assertThatThrownBy(() -> condition("steps.plan.fields.absent == 1"))
        .isInstanceOf(CelException.class)
        .hasMessageContaining("steps.plan.fields.absent == 1")
        .hasMessageContaining("absent");
    assertThatThrownBy(() -> condition("steps.plan.fields.count"))
        .isInstanceOf(CelException.class)
        .hasMessageContaining("expected: true or false");
  }

  @Test
  void boundsLengthDepthAndLoops() {
    assertThatThrownBy(() ->
            ENVIRONMENT.compile("true || " + "true || ".repeat(600) + "true", CelKind.BOOLEAN))
        .isInstanceOf(CelException.class);
    assertThatThrownBy(
            () -> ENVIRONMENT.compile("(".repeat(40) + "true" + ")".repeat(40), CelKind.BOOLEAN))
        .isInstanceOf(CelException.class);
    String list = "[1,2,3,4,5,6,7,8,9,10]";
    String loops =
        "%1$s.all(a, %1$s.all(b, %1$s.all(c, %1$s.all(d, %1$s.all(e, %1$s.all(f, a > 0))))))"
            .formatted(list);
    assertThatThrownBy(() -> condition(loops)).isInstanceOf(CelException.class);
  }

  @Test
  void tellsWhichKeysOfAMapItReads() {
    assertThat(
            ENVIRONMENT
                .compile("has(steps.b.x) && steps[\"a\"].y == goal", CelKind.BOOLEAN)
                .keysOf("steps"))
        .containsExactly("a", "b");
    assertThatThrownBy(
            () -> ENVIRONMENT.compile("steps.size() == 1", CelKind.BOOLEAN).keysOf("steps"))
        .isInstanceOf(CelException.class)
        .hasMessageContaining("expected: steps.NAME");
  }

  @Test
  void tellsWhatDependsOnVariablesFromWhatNeverHasAValue() {
    CelExpression broken = ENVIRONMENT.compile("true && 1/0 == 1", CelKind.BOOLEAN);
    assertThat(broken.constant()).isEmpty();
    assertThat(broken.flaw().orElseThrow().issues())
        .containsExactly(new CelException.Issue(9, "/ by zero"));
    for (String sound :
        List.of("goal == \"x\"", "1/size(goal) == 1", "2 > 1", "1/0 == 1 || true")) {
      assertThat(ENVIRONMENT.compile(sound, CelKind.BOOLEAN).flaw()).as(sound).isEmpty();
    }
  }

  private static boolean condition(String source) {
    return ENVIRONMENT.compile(source, CelKind.BOOLEAN).test(VARIABLES);
  }

  @Test
  void anExpressionThatWouldFillTheMemoryHasNoValue() {
    String ten = "\"aaaaaaaaaa\"";
    String replaced = ten + ".replace(\"a\", %s)".formatted(ten).repeat(9) + " == goal";
    String joined = grown("[goal].join()", "[x, x, x, x, x, x, x, x].join(\"-\")", 12) + " == goal";
    String added = grown("goal", "x + x + x + x + x + x + x + x", 12) + " == goal";
    String nested = grown("[goal]", "[x, x, x, x, x, x, x, x]", 11);
    for (String bomb : List.of(replaced, joined, added, "%s == %s".formatted(nested, nested))) {
      assertThatThrownBy(() -> condition(bomb))
          .as(bomb)
          .isInstanceOf(CelException.class)
          .hasMessageContaining("(expected: ");
    }
  }

  @Test
  void anExpressionThatWouldCompareForHoursHasNoValue() {
    Map<String, ?> wide =
        Map.of(
            "w", LongStream.range(0, 20_000).boxed().toList(),
            "v", LongStream.range(0, 20_000).boxed().toList(),
            "n", LongStream.range(0, 2_500).boxed().toList());
    CelEnvironment lists =
        CelEnvironment.of(Map.of("w", CelKind.LIST, "v", CelKind.LIST, "n", CelKind.LIST));
    // Small in memory: many references to one wide list, joined without being written out.
    String references =
        "[[%s]].all(r, [[%s]].all(s, %%s %%s %%s))"
            .formatted(times("w", ", ", 10), times("v", ", ", 10));
    String many = "(" + times("(" + times("r", " + ", 8) + ")", " + ", 8) + ")";
    for (String endless :
        List.of(
            references.formatted(many, "==", many.replace("r", "s")),
            references.formatted("(w + [2])", "in", many.replace("r", "s")),
            references.formatted(many, "==", many.replace("r", "s")).replace(".all", ".map"),
            "n.all(i, n + [i] != n + [-1 - i])",
            "n.all(i, size(n + n) > 0)")) {
      CelExpression expression = lists.compile(endless, CelKind.ANY);
      assertThatThrownBy(() -> expression.value(wide))
          .as(endless)
          .isInstanceOf(CelException.class)
          .hasMessageContaining("comparing or joining more than 10000000 values");
    }
  }

  private static String times(String text, String between, int times) {
    return String.join(between, Collections.nCopies(times, text));
  }

  @Test
  void comparisonsOfWideResultsStayWithinBounds() {
    Map<String, ?> wide =
        Map.of("list", LongStream.range(0, 5_000).mapToObj(i -> Map.of("i", i)).toList());
    CelEnvironment lists = CelEnvironment.of(Map.of("list", CelKind.LIST));
    for (String usual :
        List.of(
            "list + list != list",
            "list.filter(e, e.i in [1, 2, 3]) != []",
            "[list.map(e, e.i)].all(l, l.all(i, i in l))")) {
      assertThat(lists.compile(usual, CelKind.BOOLEAN).test(wide)).as(usual).isTrue();
    }
  }

  /** The same again and again: each turn holds what the turn before made several times. */
  private static String grown(String first, String turn, int turns) {
    String grown = first;
    for (int i = 0; i < turns; i++) {
      grown = "[%s].map(x, %s)[0]".formatted(grown, turn);
    }
    return grown;
  }

  @Test
  void replacesAndJoinsAsTheLibraryDoes() {
    assertThat(condition("\"a-b-c\".replace(\"-\", \"+\") == \"a+b+c\"")).isTrue();
    assertThat(condition("\"a-b-c\".replace(\"-\", \"\", 1) == \"ab-c\"")).isTrue();
    assertThat(condition("\"a-b-c\".replace(\"-\", \"+\", 0) == \"a-b-c\"")).isTrue();
    assertThat(condition("\"a😀\".replace(\"\", \"-\") == \"-a-😀-\"")).isTrue();
    assertThat(condition("steps.plan.fields.facets.join(\", \") == \"a, b\"")).isTrue();
    assertThat(condition("[\"a\", \"b\"].join() == \"ab\"")).isTrue();
  }

  @Test
  void timeGrowsWithTheListAndNotWithItsSquare() {
    CelExpression picks =
        CelEnvironment.of(Map.of("list", CelKind.LIST))
            .compile("list.filter(e, e.i > 3).map(e, string(e.i))", CelKind.LIST);
    List<Map<String, Long>> wide =
        LongStream.range(0, 20_000).mapToObj(i -> Map.of("i", i)).toList();
    List<?> picked =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> picks.list(Map.of("list", wide)), "quadratic: minutes");
    assertThat(picked).hasSize(19_996);
  }
}
