package dev.baton.core.run;

/**
 * How many effects of one step were taken back.
 *
 * @param step the step
 * @param done how many were
 * @param failed how many could not be
 * @param reason why the last of those could not; empty where all were
 */
public record Compensated(String step, int done, int failed, String reason) {

  Compensated plusDone() {
    return new Compensated(step, done + 1, failed, reason);
  }

  Compensated plusFailed(String why) {
    return new Compensated(step, done, failed + 1, why);
  }
}
