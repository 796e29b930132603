package dev.baton.cli.bench;

import java.util.stream.LongStream;

/** Finds percentiles of times. */
final class Percentiles {

  static final double MEDIAN = 0.5;
  static final double TAIL = 0.99;

  private static final double NANOS_PER_MILLI = 1_000_000;

  private Percentiles() {}

  /**
   * The time that this share of all stayed below, in milliseconds.
   *
   * @param nanos all times, in nanoseconds
   * @return not a number where there are none
   */
  static double millis(LongStream nanos, double share) {
    long[] sorted = nanos.sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(0, index)] / NANOS_PER_MILLI;
  }
}
