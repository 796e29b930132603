package dev.baton.agent.slot;

import java.time.Duration;

/**
 * Bounds of a slot group.
 *
 * @param idlePoll how long an idle poll waits for records
 * @param renewPoll how long one poll waits for a renewed record to come back
 * @param commitBound how long a commit may wait for the broker
 * @param commitEvery finished records wait this long at most while others of the same poll still
 *     run
 * @param longAfter work that takes longer counts as long while it goes on
 * @param startedAfter work that takes longer is announced as started
 * @param interruptGrace work that ignores its interrupt for this long is left behind
 * @param registryBackoff first wait for a schema registry that does not answer; doubles up to
 *     {@code registryBackoffMax}
 * @param registryBackoffMax longest such wait
 * @param maxReleases a record that was handed out this often is kept rather than released when its
 *     group retires
 */
public record SlotLimits(
    Duration idlePoll,
    Duration renewPoll,
    Duration commitBound,
    Duration commitEvery,
    Duration longAfter,
    Duration startedAfter,
    Duration interruptGrace,
    Duration registryBackoff,
    Duration registryBackoffMax,
    int maxReleases) {

  /** What applies where nothing is configured. */
  public static final SlotLimits DEFAULT =
      new SlotLimits(
          Duration.ofSeconds(30),
          Duration.ofMillis(50),
          Duration.ofSeconds(5),
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          3);

  /** The same bounds with another threshold for announcing work. */
  public SlotLimits withStartedAfter(Duration after) {
    return new SlotLimits(
        idlePoll,
        renewPoll,
        commitBound,
        commitEvery,
        longAfter,
        after,
        interruptGrace,
        registryBackoff,
        registryBackoffMax,
        maxReleases);
  }

  /** The same bounds with another threshold for long work. */
  public SlotLimits withLongAfter(Duration after) {
    return new SlotLimits(
        idlePoll,
        renewPoll,
        commitBound,
        commitEvery,
        after,
        startedAfter,
        interruptGrace,
        registryBackoff,
        registryBackoffMax,
        maxReleases);
  }
}
