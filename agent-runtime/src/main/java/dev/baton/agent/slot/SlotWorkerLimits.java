package dev.baton.agent.slot;

import java.time.Duration;

/**
 * Bounds of a worker's slots.
 *
 * @param slots tasks worked on side by side
 * @param group bounds of each group
 * @param reopenAfter first wait before a failed group is opened again; doubles up to {@code
 *     reopenAfterMax}
 * @param reopenAfterMax longest such wait
 * @param leaveBound how long leaving the share group may take after the grace period
 */
public record SlotWorkerLimits(
    int slots,
    SlotLimits group,
    Duration reopenAfter,
    Duration reopenAfterMax,
    Duration leaveBound) {

  /** The given number of slots and everything else as where nothing is configured. */
  public static SlotWorkerLimits ofSlots(int slots) {
    return new SlotWorkerLimits(
        slots,
        SlotLimits.DEFAULT,
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(15));
  }
}
