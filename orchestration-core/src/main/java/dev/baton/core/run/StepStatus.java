package dev.baton.core.run;

/** Where one round of a step stands. */
public enum StepStatus {
  /** Some of its tasks have not ended. */
  ACTIVE,
  /** All its results are there. */
  SUCCEEDED,
  /** Some of its results are there. */
  PARTIAL,
  /** Its condition was false. */
  SKIPPED,
  /** None of its results is there. */
  FAILED,
  /** The run ended before it. */
  CANCELLED;

  /** Whether it can bring nothing more. */
  public boolean isClosed() {
    return this != ACTIVE;
  }
}
