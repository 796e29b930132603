package dev.baton.core.workflow;

import dev.baton.core.cel.CelExpression;

/**
 * One task for each item of a list.
 *
 * @param items evaluates to the list when the step starts
 * @param concurrency how many tasks may be open at once, 1 to {@value #MAX_CONCURRENCY}
 */
public record FanOut(CelExpression items, int concurrency) {
  /** Open tasks of one fan-out where the definition does not say. */
  public static final int DEFAULT_CONCURRENCY = 100;

  /** Most open tasks of one fan-out. */
  public static final int MAX_CONCURRENCY = 10_000;
}
