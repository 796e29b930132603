package dev.baton.core.workflow;

import java.util.Optional;

/**
 * Upper bounds of what the tasks of a step may spend together in one round of it. An absent bound
 * means that only the run's counts.
 *
 * @param maxTokens tokens in and out over all model calls
 * @param maxCostMicros money in millionths of the installation's currency
 * @param maxTasks attempts dispatched, retries included
 */
public record StepBudget(
    Optional<Long> maxTokens, Optional<Long> maxCostMicros, Optional<Integer> maxTasks) {

  /** No bound of its own. */
  public static final StepBudget NONE =
      new StepBudget(Optional.empty(), Optional.empty(), Optional.empty());
}
