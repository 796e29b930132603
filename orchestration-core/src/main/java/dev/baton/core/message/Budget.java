package dev.baton.core.message;

import java.time.Duration;
import java.util.Optional;

/**
 * Upper bounds of what one run may spend. An absent bound means the installation's default.
 *
 * @param maxTokens tokens in and out over all model calls
 * @param maxCostMicros money in millionths of the installation's currency
 * @param maxWallClock from the first routed event to the answer
 * @param maxTasks tasks dispatched, retries included
 */
public record Budget(
    Optional<Long> maxTokens,
    Optional<Long> maxCostMicros,
    Optional<Duration> maxWallClock,
    Optional<Integer> maxTasks) {

  /** No bound of its own. */
  public static Budget none() {
    return new Budget(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
