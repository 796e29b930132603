package dev.baton.cli.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One task of a load.
 *
 * @param at when it arrives, from the begin of the load, whatever became of those before it
 * @param work how long it takes
 */
record PlannedTask(Duration at, Duration work) {

  /** Tasks that are all there from the beginning. */
  static List<PlannedTask> atOnce(int tasks, Duration work) {
    return IntStream.range(0, tasks).mapToObj(_ -> new PlannedTask(Duration.ZERO, work)).toList();
  }

  /**
   * Tasks that arrive at even distances.
   *
   * @param mix of what they are
   * @param time over which they arrive
   */
  static List<PlannedTask> evenly(TaskMix mix, Duration time) {
    long count = time.toSeconds() * mix.perSecond();
    return LongStream.range(0, count)
        .mapToObj(i ->
            new PlannedTask(
                Duration.ofNanos(i * Duration.ofSeconds(1).toNanos() / mix.perSecond()),
                mix.isSlow(i) ? mix.slow() : mix.fast()))
        .toList();
  }
}
