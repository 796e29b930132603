package dev.baton.agent.failure;

import dev.baton.schemas.FailureClass;

/** Ends a task with a failure from deep inside a specialist, model client or tool. */
public final class TaskFailureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final FailureClass failureClass;

  /**
   * A failure without a cause in code.
   *
   * @param failureClass decides whether the orchestrator tries again
   * @param message names the offender and what was expected
   */
  public TaskFailureException(FailureClass failureClass, String message) {
    super(message);
    this.failureClass = failureClass;
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
  }

  /** Decides whether the orchestrator tries again. */
  public FailureClass failureClass() {
    return failureClass;
  }
}
