package dev.baton.core.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches one evaluation and stops it before its values grow out of all proportion: two long texts
 * make a longer one, a list that holds another many times over is small in memory and endless to
 * whoever compares it, and a loop goes on with either. Not thread-safe.
 */
final class CelMeter implements CelEvaluationListener {
  /** Values inside all lists and maps that one evaluation makes. */
  static final int MAX_VALUES = 1_000_000;

  /** Values that one evaluation goes through to compare, search and join lists and maps. */
  static final int MAX_STEPS = 10_000_000;

  private final CelCosts costs;
  private long left = MAX_VALUES;
  private long steps = MAX_STEPS;

  /** The list that was searched last, and what it took. */
  private @Nullable List<?> searched;

  private long searchedSteps;

  CelMeter(CelCosts costs) {
    this.costs = costs;
  }

  /** Throws {@link IllegalArgumentException}, which ends the evaluation. */
  @Override
  public void callback(CelExpr expression, Object value) {
    if (value instanceof String text) {
      CelStrings.flaw(text.length()).ifPresent(CelMeter::stop);
    } else if (value instanceof List<?> list) {
      grown(list.size());
      if (expression.getKind() == CelExpr.ExprKind.Kind.LIST) {
        count(list);
      }
      charge(expression.id(), list);
    } else if (value instanceof Map<?, ?> map) {
      if (expression.getKind() == CelExpr.ExprKind.Kind.MAP) {
        count(map.values());
      }
      if (costs.compared().contains(expression.id())) {
        goThrough(map.values());
      }
    }
  }

  /** An operand is here before anybody goes through it. */
  private void charge(long id, List<?> list) {
    if (costs.compared().contains(id)) {
      goThrough(list);
    } else if (costs.searched().contains(id)) {
      search(list);
    }
    if (costs.joined().contains(id)) {
      step(list.size());
    }
  }

  /**
   * Looking at a plain value takes no longer than counting it. A loop searches one list again and
   * again, and it is not gone through for each turn.
   */
  @SuppressWarnings("ReferenceEquality") // An equal list would have to be gone through to tell.
  private void search(List<?> list) {
    if (list == searched) {
      step(searchedSteps);
      return;
    }
    long before = steps;
    goThroughInner(list);
    searched = list;
    searchedSteps = before - steps;
  }

  private void goThrough(Collection<?> values) {
    step(values.size());
    goThroughInner(values);
  }

  private void goThroughInner(Collection<?> values) {
    for (Object value : values) {
      if (value instanceof List<?> list) {
        goThrough(list);
      } else if (value instanceof Map<?, ?> map) {
        goThrough(map.values());
      }
    }
  }

  private void step(long values) {
    steps -= values;
    if (steps < 0) {
      stop(
          "comparing or joining more than %d values of lists and maps (expected: fewer)"
              .formatted(MAX_STEPS));
    }
  }

  private static void grown(int size) {
    if (size > CelEnvironment.MAX_ITERATIONS) {
      stop("a list of %d (expected: at most %d)".formatted(size, CelEnvironment.MAX_ITERATIONS));
    }
  }

  private void count(Collection<?> values) {
    left -= values.size();
    if (left < 0) {
      stop("lists and maps of more than %d values (expected: fewer)".formatted(MAX_VALUES));
    }
    for (Object value : values) {
      if (value instanceof List<?> list) {
        count(list);
      } else if (value instanceof Map<?, ?> map) {
        count(map.values());
      }
    }
  }

  private static void stop(String flaw) {
    throw new IllegalArgumentException(flaw);
  }
}
