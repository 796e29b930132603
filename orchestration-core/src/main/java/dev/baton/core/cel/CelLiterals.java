package dev.baton.core.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses a text that is written out where only some texts will do: to the compiler any text is a
 * regular expression, a duration and a time.
 */
final class CelLiterals {
  private static final String TEXT = "text";

  /** What the functions are asked whether they can read a text by. */
  private static final Map<String, String> TRIALS =
      Map.of(
          "matches", "''.matches(text)",
          "duration", "duration(text)",
          "timestamp", "timestamp(text)");

  private static final Map<String, String> MEANINGS =
      Map.of(
          "matches", "is no regular expression: %s (expected: RE2's syntax)",
          "duration", "is no duration: %s (expected: 90s or 1h30m, for example)",
          "timestamp", "is no time: %s (expected: 2030-01-31T12:00:00Z, for example)");

  private CelLiterals() {}

  /** The runtime to try texts with, made with the first expression that has one. */
  private static final class Trial {
    static final Cel CEL = CelFactory.plannerCelBuilder().addVar(TEXT, SimpleType.STRING).build();
  }

  /**
   * Checks all texts of an expression.
   *
   * @throws CelException if one of them can never be read
   */
  static void check(String source, CelAbstractSyntaxTree tree) {
    List<CelException.Issue> issues =
        CelNavigableAst.fromAst(tree)
            .getRoot()
            .allNodes()
            .map(CelNavigableExpr::expr)
            .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL)
            .flatMap(node -> issue(tree, node.call()).stream())
            .toList();
    if (!issues.isEmpty()) {
      throw new CelException(source, issues);
    }
  }

  private static Optional<CelException.Issue> issue(
      CelAbstractSyntaxTree tree, CelExpr.CelCall call) {
    if (!TRIALS.containsKey(call.function())) {
      return Optional.empty();
    }
    CelExpr literal = call.args().getLast();
    return CelUses.text(literal)
        .flatMap(text -> flaw(call.function(), text))
        .map(flaw -> new CelException.Issue(CelUses.offset(tree, literal), flaw));
  }

  private static Optional<String> flaw(String function, String text) {
    try {
      trial(function).eval(Map.of(TEXT, text));
      return Optional.empty();
    } catch (CelEvaluationException | IllegalArgumentException e) {
      String reason = CelException.located(String.valueOf(e.getMessage())).message();
      return Optional.of(MEANINGS.getOrDefault(function, "%s").formatted(reason));
    }
  }

  private static CelRuntime.Program trial(String function) throws CelEvaluationException {
    try {
      return Trial.CEL.createProgram(
          Trial.CEL.compile(TRIALS.getOrDefault(function, TEXT)).getAst());
    } catch (CelValidationException e) {
      throw new IllegalStateException(function, e);
    }
  }
}
