package dev.baton.agent.model;

import java.time.Duration;

/**
 * Bounds on the calls to one model.
 *
 * @param maxCallTime how long one call may take at most, also where its deadline is later
 * @param maxConcurrentCalls calls side by side
 * @param maxWait how long a call waits for its turn
 * @param failureRatePercent share of failing calls that opens the circuit, 1 to 100
 * @param window calls over which the share is counted
 * @param openFor how long the circuit stays open before a trial
 */
public record ModelResilience(
    Duration maxCallTime,
    int maxConcurrentCalls,
    Duration maxWait,
    float failureRatePercent,
    int window,
    Duration openFor) {

  /** What applies where nothing is configured: 5 min, 16 calls, 10 s, 50 % of 20 calls, 15 s. */
  public static final ModelResilience DEFAULT =
      new ModelResilience(
          Duration.ofMinutes(5), 16, Duration.ofSeconds(10), 50, 20, Duration.ofSeconds(15));
}
