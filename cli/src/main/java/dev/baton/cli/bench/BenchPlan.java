package dev.baton.cli.bench;

/**
 * What a bench does.
 *
 * @param workflow the workflow of every run
 * @param runs how many runs are measured
 * @param concurrency how many runs are under way at once
 * @param warmUp how many runs go before, unmeasured
 * @param timeoutSeconds how long to wait for the answers of each of the two parts
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

  private static void atLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(what + ": " + value + " (expected: >= " + least + ")");
    }
  }
}
