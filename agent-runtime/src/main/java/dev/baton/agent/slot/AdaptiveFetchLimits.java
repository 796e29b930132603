package dev.baton.agent.slot;

import java.time.Duration;

/**
 * Thresholds of the fetch mode.
 *
 * @param batches whether batches are taken at all
 * @param shortTask tasks whose moving average is below are short; batches end at twice of it
 * @param minStay how long single fetches last at least before batches begin again
 */
public record AdaptiveFetchLimits(boolean batches, Duration shortTask, Duration minStay) {

  /** What applies where nothing is configured: 50 ms, 2 s. */
  public static final AdaptiveFetchLimits DEFAULT =
      new AdaptiveFetchLimits(true, Duration.ofMillis(50), Duration.ofSeconds(2));
}
