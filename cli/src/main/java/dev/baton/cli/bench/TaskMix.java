package dev.baton.cli.bench;

import java.time.Duration;

/**
 * Slow tasks among fast ones.
 *
 * @param perSecond tasks that arrive in a second, slow ones included
 * @param slowEvery one task in so many is slow
 * @param fast how long a fast one takes
 * @param slow how long a slow one takes
 */
record TaskMix(int perSecond, int slowEvery, Duration fast, Duration slow) {

  /** Checks the numbers. */
  TaskMix {
    if (perSecond < 1 || slowEvery < 2 || slow.compareTo(fast) <= 0) {
      throw new IllegalArgumentException(
          "mix: %d a second, one in %d slow, %s and %s (expected: >= 1, >= 2, slow > fast)"
              .formatted(perSecond, slowEvery, fast, slow));
    }
  }

  boolean isSlow(long number) {
    return number % slowEvery == slowEvery - 1;
  }
}
