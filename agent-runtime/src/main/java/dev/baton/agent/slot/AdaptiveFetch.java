package dev.baton.agent.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Chooses the fetch mode: batches while tasks are short and come without a pause, else one record
 * at a time. Thread-safe.
 *
 * <p>A wrong batch holds records behind a long task, a wrong single costs a little processor time:
 * so it goes over to batches slowly and back at once.
 */
public final class AdaptiveFetch implements SlotListener {

  /** Share of the newest duration in the moving estimate. */
  private static final double NEWEST = 0.05;

  /** So many polls in a row without a pause make a worker busy. */
  private static final int BUSY_POLLS = 32;

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final AdaptiveFetchLimits limits;
  private final InstantSource clock;
  private final Runnable onChange;
  private double estimateMillis = -1;
  private int busyPolls;
  private FetchMode mode = FetchMode.SINGLE;
  private Instant since;

  /**
   * Starts with one record at a time.
   *
   * @param limits its thresholds
   * @param clock for how long a mode has lasted
   * @param onChange called after each change, by the thread that caused it
   */
  public AdaptiveFetch(AdaptiveFetchLimits limits, InstantSource clock, Runnable onChange) {
    this.limits = limits;
    this.clock = clock;
    this.onChange = onChange;
    this.since = clock.instant();
  }

  /** The mode that fits. */
  public synchronized FetchMode mode() {
    return mode;
  }

  @Override
  public void polled(int records, Duration waited) {
    synchronized (this) {
      busyPolls = waited.compareTo(PAUSE) < 0 ? busyPolls + 1 : 0;
    }
    reconsider();
  }

  @Override
  public void finished(Duration work) {
    synchronized (this) {
      double millis = work.toNanos() / 1e6;
      estimateMillis =
          estimateMillis < 0 ? millis : estimateMillis + NEWEST * (millis - estimateMillis);
    }
    reconsider();
  }

  @Override
  public void runsLong(Duration age) {
    synchronized (this) {
      estimateMillis = Math.max(estimateMillis, (double) age.toMillis());
    }
    reconsider();
  }

  private void reconsider() {
    synchronized (this) {
      FetchMode better = better();
      if (better == mode) {
        return;
      }
      mode = better;
      since = clock.instant();
      busyPolls = 0;
    }
    onChange.run();
  }

  private FetchMode better() {
    if (mode == FetchMode.BATCH) {
      return estimateMillis > 2 * limits.shortTask().toMillis()
          ? FetchMode.SINGLE
          : FetchMode.BATCH;
    }
    boolean isShort = estimateMillis >= 0 && estimateMillis < limits.shortTask().toMillis();
    boolean rested = !clock.instant().isBefore(since.plus(limits.minStay()));
    return limits.batches() && isShort && busyPolls >= BUSY_POLLS && rested
        ? FetchMode.BATCH
        : FetchMode.SINGLE;
  }
}
