package dev.baton.core.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Watches one evaluation and stops it before its values grow out of all proportion: two long texts
 * make a longer one, a list that holds another many times over is small in memory and endless to
 * whoever compares it, and a loop goes on with either. Not thread-safe.
 */
final class CelMeter implements CelEvaluationListener {
  /** Values inside all lists and maps that one evaluation makes. */
  static final int MAX_VALUES = 1_000_000;

  private long left = MAX_VALUES;

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
    } else if (value instanceof Map<?, ?> map
        && expression.getKind() == CelExpr.ExprKind.Kind.MAP) {
      count(map.values());
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
