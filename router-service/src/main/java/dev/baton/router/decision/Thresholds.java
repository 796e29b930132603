package dev.baton.router.decision;

/**
 * When the classifier decides and when it leaves a request to the fallback.
 *
 * @param scope least scope, 0 to 1: about the share of known requests that are given up so that
 *     foreign ones are caught
 * @param margin least distance between the best target and the next one, 0 to 1
 */
public record Thresholds(double scope, double margin) {

  /** Checks the bounds. */
  public Thresholds {
    check("threshold", scope);
    check("margin", margin);
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s: %s (expected: 0 to 1)".formatted(name, value));
    }
  }
}
