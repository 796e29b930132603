package dev.baton.agent.loop;

/**
 * Bounds on one loop.
 *
 * @param maxSteps calls to the model
 * @param maxOutputTokens bound on each of the model's replies
 * @param maxRepairs how often an output that cannot be used is sent back, calls of tools included
 * @param maxIdenticalActions the same tool with the same arguments this often ends the loop
 */
public record LoopLimits(
    int maxSteps, int maxOutputTokens, int maxRepairs, int maxIdenticalActions) {

  /**
   * Bounds with the given number of steps, 4096 output tokens a reply, two repairs and an end at
   * the third identical action.
   */
  public static LoopLimits ofSteps(int maxSteps) {
    return new LoopLimits(maxSteps, 4096, 2, 3);
  }

  /** Checks that every bound is positive; repairs may be none. */
  public LoopLimits {
    if (maxSteps < 1 || maxOutputTokens < 1 || maxRepairs < 0 || maxIdenticalActions < 1) {
      throw new IllegalArgumentException(
          "loop limits: %d, %d, %d, %d (expected: all > 0, repairs >= 0)"
              .formatted(maxSteps, maxOutputTokens, maxRepairs, maxIdenticalActions));
    }
  }
}
