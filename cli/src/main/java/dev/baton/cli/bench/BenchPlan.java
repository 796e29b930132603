package dev.baton.cli.bench;

import java.time.Duration;
import java.util.List;

/**
 * What a bench does.
 *
 * @param workflow the workflow of every run
 * @param runs how many runs are measured
 * @param concurrency how many runs are under way at once
 * @param warmUp how many runs go before, unmeasured
 * @param timeoutSeconds how long to wait for the answers of the warm-up and of each half
 */
public record BenchPlan(
    String workflow, int runs, int concurrency, int warmUp, int timeoutSeconds) {

  /** Checks the numbers. */
  public BenchPlan {
    atLeast("runs", runs, 1);
    atLeast("concurrency", concurrency, 1);
    atLeast("warm-up", warmUp, 0);
    atLeast("timeout", timeoutSeconds, 1);
  }

  /** The runs that are measured together: two halves, or one run. */
  List<Integer> halves() {
    return runs == 1 ? List.of(1) : List.of(runs / 2, runs - runs / 2);
  }

  Duration timeout() {
    return Duration.ofSeconds(timeoutSeconds);
  }

  private static void atLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(what + ": " + value + " (expected: >= " + least + ")");
    }
  }
}
