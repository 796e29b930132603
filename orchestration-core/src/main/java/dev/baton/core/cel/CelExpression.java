package dev.baton.core.cel;

import static java.util.stream.Collectors.toCollection;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A compiled expression. Equal to every other of the same source. Immutable and thread-safe. */
public final class CelExpression {
  private final String source;
  private final CelAbstractSyntaxTree tree;
  private final CelRuntime.Program program;

  CelExpression(String source, CelAbstractSyntaxTree tree, CelRuntime.Program program) {
    this.source = source;
    this.tree = tree;
    this.program = program;
  }

  /** The expression as it was written. */
  public String source() {
    return source;
  }

  /**
   * Evaluates a condition.
   *
   * @throws CelException if it has no value, for example because a key is absent, or is not a
   *     boolean
   */
  public boolean test(Map<String, ?> variables) {
    if (value(variables) instanceof Boolean result) {
      return result;
    }
    throw noValue("is not a boolean (expected: true or false)");
  }

  /**
   * Evaluates a list.
   *
   * @throws CelException if it has no value or is not a list
   */
  public List<?> list(Map<String, ?> variables) {
    if (value(variables) instanceof List<?> result) {
      return result;
    }
    throw noValue("is not a list (expected: a list)");
  }

  /** For a value that nobody can use. */
  public CelException noValue(String problem) {
    return new CelException(source, new CelException.Issue(0, problem));
  }

  /**
   * Evaluates to any value: a boolean, number, string, list or map.
   *
   * @throws CelException if it has no value
   */
  public Object value(Map<String, ?> variables) {
    try {
      Object value = program.trace(variables, new CelMeter());
      if (value instanceof CelUnknownSet) {
        throw noValue("depends on a variable that has no value");
      }
      return value;
    } catch (CelEvaluationException | IllegalArgumentException e) {
      throw new CelException(source, String.valueOf(e.getMessage()), e);
    }
  }

  /** The value that the expression has whatever the variables are, if it has one. */
  public Optional<Object> constant() {
    try {
      return Optional.of(value(Map.of()));
    } catch (CelException _) {
      // It depends on a variable, or has no value at all: evaluation will tell.
      return Optional.empty();
    }
  }

  /**
   * The keys that the expression takes from a map variable: {@code a} and {@code b} for {@code
   * steps.a.x + steps["b"].y}.
   *
   * @throws CelException if the variable is used other than by a fixed key, so that its keys cannot
   *     be told
   */
  public Set<String> keysOf(String variable) {
    return usesOf(variable).stream().map(Use::key).collect(toCollection(TreeSet::new));
  }

  /**
   * One place where an expression takes something from a map variable.
   *
   * @param key the variable's key
   * @param attribute what is taken from the key's value, where it is a fixed name
   * @param offset where in the expression, in code points from 0
   */
  public record Use(String key, Optional<String> attribute, int offset) {}

  /**
   * The places where the expression takes something from a map variable, in no order.
   *
   * @throws CelException if the variable is used other than by a fixed key, so that its keys cannot
   *     be told
   */
  public List<Use> usesOf(String variable) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> isVariable(node.expr(), variable))
        .map(node -> use(node, variable))
        .toList();
  }

  private Use use(CelNavigableExpr node, String variable) {
    int offset =
        Optional.ofNullable(tree.getSource().getPositionsMap().get(node.expr().id())).orElse(0);
    Optional<CelNavigableExpr> value = node.parent();
    String key =
        keyOf(node)
            .orElseThrow(() ->
                new CelException(
                    source,
                    new CelException.Issue(
                        offset,
                        variable
                            + " must be followed by a fixed name (expected: "
                            + variable
                            + ".NAME)")));
    return new Use(key, value.flatMap(CelExpression::keyOf), offset);
  }

  private static Optional<String> keyOf(CelNavigableExpr map) {
    return map.parent().flatMap(parent -> fixedKey(parent.expr(), map.expr()));
  }

  private static Optional<String> fixedKey(CelExpr parent, CelExpr map) {
    return switch (parent.getKind()) {
      case SELECT -> Optional.of(parent.select().field());
      case CALL -> index(parent.call(), map);
      default -> Optional.empty();
    };
  }

  private static Optional<String> index(CelExpr.CelCall call, CelExpr map) {
    boolean indexed =
        call.function().equals("_[_]") && call.args().size() == 2 && call.args().get(0).equals(map);
    if (!indexed || call.args().get(1).getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      return Optional.empty();
    }
    return Optional.of(call.args().get(1).constant())
        .filter(constant -> constant.getKind() == CelConstant.Kind.STRING_VALUE)
        .map(CelConstant::stringValue);
  }

  private static boolean isVariable(CelExpr expression, String variable) {
    return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
        && expression.ident().name().equals(variable);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CelExpression that && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}
