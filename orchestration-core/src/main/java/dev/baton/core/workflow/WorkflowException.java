package dev.baton.core.workflow;

/**
 * A workflow definition that cannot be used. The message names line, step and key, and what was
 * expected.
 */
public final class WorkflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkflowException(String message) {
    super(message);
  }

  WorkflowException(String message, Throwable cause) {
    super(message, cause);
  }
}
