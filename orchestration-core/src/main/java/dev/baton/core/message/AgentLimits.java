package dev.baton.core.message;

import java.time.Duration;

/**
 * Bounds on one task of a role.
 *
 * @param maxSteps turns of the agent loop
 * @param maxTokens tokens in and out
 * @param timeout time of work
 */
public record AgentLimits(int maxSteps, long maxTokens, Duration timeout) {
  /** What a card without limits means. */
  public static final AgentLimits DEFAULT = new AgentLimits(12, 100_000, Duration.ofMinutes(10));
}
