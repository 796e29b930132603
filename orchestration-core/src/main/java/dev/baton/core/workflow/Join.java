package dev.baton.core.workflow;

import java.time.Duration;
import java.util.Optional;

/**
 * When a step ends and how many results it must have by then.
 *
 * <p>A step that waits for all its tasks ends with the same results in every order of arrival. One
 * that ends early does not: its outcome is a function of the successes that were accepted before it
 * closed and of the cause of closing, and both stand in the run log.
 *
 * @param type when it ends
 * @param quorum successes that a quorum needs, from 1; 1 for the other types
 * @param deadline how long after its start the step ends with what is there
 */
public record Join(JoinType type, int quorum, Optional<Duration> deadline) {
  /** What a step without a join key means. */
  public static final Join ALL = new Join(JoinType.ALL, 1, Optional.empty());

  /** Checks the bounds. */
  public Join {
    if (quorum < 1) {
      throw new IllegalArgumentException("quorum: " + quorum + " (expected: at least 1)");
    }
  }

  /**
   * Successes without which the step is not complete.
   *
   * @param total tasks that the step has
   */
  public int required(int total) {
    return switch (type) {
      case ALL -> total;
      case QUORUM, FIRST -> quorum;
      case DEADLINE -> Math.min(1, total);
    };
  }

  /**
   * Whether the step ends though some of its tasks have not.
   *
   * @param succeeded tasks with an accepted success
   */
  public boolean isMetBy(int succeeded) {
    return switch (type) {
      case ALL, DEADLINE -> false;
      case QUORUM, FIRST -> succeeded >= quorum;
    };
  }
}
