package dev.baton.core.cel;

import static java.util.stream.Collectors.toCollection;

import dev.cel.common.CelAbstractSyntaxTree;
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
  private final CelKind kind;
  private final boolean usesVariables;
  private final CelRuntime.Program program;
  private final CelCosts costs;

  /**
   * A compiled expression.
   *
   * @param kind what it must be
   * @param usesVariables whether it may name a variable of its environment
   */
  CelExpression(
      String source,
      CelAbstractSyntaxTree tree,
      CelKind kind,
      boolean usesVariables,
      CelRuntime.Program program) {
    this.source = source;
    this.tree = tree;
    this.kind = kind;
    this.usesVariables = usesVariables;
    this.program = program;
    this.costs = CelCosts.of(tree);
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
      Object value = program.trace(variables, new CelMeter(costs));
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

  /** Why the expression, which names no variable, has no value of its kind, whatever happens. */
  public Optional<CelException> flaw() {
    if (usesVariables) {
      return Optional.empty();
    }
    try {
      switch (kind) {
        case BOOLEAN -> test(Map.of());
        case LIST -> list(Map.of());
        case STRING, INT, DOUBLE, STRING_MAP, MAP, ANY -> value(Map.of());
      }
      return Optional.empty();
    } catch (CelException e) {
      return Optional.of(e);
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
   * @param demanded what must stand in this place, where that can be told
   * @param compared the texts that it is compared with
   * @param offset where in the expression, in code points from 0
   */
  public record Use(
      String key,
      Optional<String> attribute,
      Optional<CelKind> demanded,
      List<Literal> compared,
      int offset) {
    /** Copies the list. */
    public Use {
      compared = List.copyOf(compared);
    }
  }

  /**
   * A text that is written out in an expression.
   *
   * @param offset where in the expression, in code points from 0
   */
  public record Literal(String text, int offset) {}

  /**
   * The places where the expression takes something from a map variable, in no order.
   *
   * @throws CelException if the variable is used other than by a fixed key, so that its keys cannot
   *     be told
   */
  public List<Use> usesOf(String variable) {
    return new CelUses(source, tree, kind).of(variable);
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
