package dev.baton.agent.failure;

import dev.baton.schemas.FailureClass;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a task with a failure from deep inside a specialist, model client or tool. */
public final class TaskFailureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final FailureClass failureClass;
  private final @Nullable Duration retryAfter;

  /**
   * A failure without a cause in code.
   *
   * @param failureClass decides whether the orchestrator tries again
   * @param message names the offender and what was expected
   */
  public TaskFailureException(FailureClass failureClass, String message) {
    super(message);
    this.failureClass = failureClass;
    this.retryAfter = null;
  }

  /**
   * A failure with its cause.
   *
   * @param failureClass decides whether the orchestrator tries again
   * @param message names the offender and what was expected
   * @param cause what happened underneath
   */
  public TaskFailureException(FailureClass failureClass, String message, Throwable cause) {
    super(message, cause);
    this.failureClass = failureClass;
    this.retryAfter = null;
  }

  /**
   * A failure after which somebody asked to be left alone for a while.
   *
   * @param failureClass decides whether the orchestrator tries again
   * @param message names the offender and what was expected
   * @param retryAfter the least wait before another try
   */
  public TaskFailureException(FailureClass failureClass, String message, Duration retryAfter) {
    super(message);
    this.failureClass = failureClass;
    this.retryAfter = retryAfter;
  }

  /** Decides whether the orchestrator tries again. */
  public FailureClass failureClass() {
    return failureClass;
  }

  /** The least wait before another try, where somebody named one. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
