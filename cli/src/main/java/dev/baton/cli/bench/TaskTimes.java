package dev.baton.cli.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What became of a load of tasks.
 *
 * @param tasks each of them
 * @param took from the first arrival to the last result
 */
record TaskTimes(List<TaskTime> tasks, Duration took) {

  /**
   * One task.
   *
   * @param task what was planned
   * @param latency from its planned arrival to its first result; zero while there is none
   * @param results how many there were
   */
  record TaskTime(PlannedTask task, Duration latency, int results) {

    TaskTime resulted(Duration when) {
      return new TaskTime(task, results == 0 ? when.minus(task.at()) : latency, results + 1);
    }
  }

  TaskTimes {
    tasks = List.copyOf(tasks);
  }

  long done() {
    return tasks.stream().filter(one -> one.results() > 0).count();
  }

  long doneTwice() {
    return tasks.stream().filter(one -> one.results() > 1).count();
  }

  /** Whether every task has exactly one result. */
  boolean flawless() {
    return tasks.stream().allMatch(one -> one.results() == 1);
  }

  double perSecond() {
    return done() * 1_000.0 / Math.max(1, took.toMillis());
  }

  /** The latency that this share of some tasks with results stayed below, in milliseconds. */
  double percentileMillis(double share, Predicate<PlannedTask> which) {
    return Percentiles.millis(
        tasks.stream()
            .filter(one -> one.results() > 0 && which.test(one.task()))
            .mapToLong(one -> one.latency().toNanos()),
        share);
  }
}
