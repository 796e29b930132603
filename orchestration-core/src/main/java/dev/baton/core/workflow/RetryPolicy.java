package dev.baton.core.workflow;

import dev.baton.core.message.FailureClass;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * When and how often a failed attempt is tried again.
 *
 * @param maxAttempts attempts by one role, the first included, 1 to {@value #MOST_ATTEMPTS}
 * @param backoff wait before the second attempt; doubles from there
 * @param cap longest wait
 * @param on failure classes that are tried again
 */
public record RetryPolicy(int maxAttempts, Duration backoff, Duration cap, Set<FailureClass> on) {
  /** Most attempts that a definition may ask for. */
  public static final int MOST_ATTEMPTS = 10;

  /** What a step without a retry key means. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          3,
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          EnumSet.of(
              FailureClass.TRANSIENT,
              FailureClass.TIMEOUT,
              FailureClass.MALFORMED,
              FailureClass.ABANDONED));

  /** Copies the set. */
  public RetryPolicy {
    on = Set.copyOf(on);
  }

  /**
   * How long to wait after a failed attempt: exponential, capped, and spread over its upper half so
   * that tasks which failed together do not come back together.
   *
   * @param attemptsSoFar attempts made by this role, at least 1
   * @param jitter 0 to 1, a hash of task and attempt and therefore the same at every replay
   */
  public Duration delay(int attemptsSoFar, double jitter) {
    int doublings = Math.min(attemptsSoFar - 1, 20);
    long full = Math.min(cap.toMillis(), backoff.toMillis() << doublings);
    return Duration.ofMillis(Math.round(full * (0.5 + 0.5 * jitter)));
  }
}
