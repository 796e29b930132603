package dev.baton.agent.tool;

/** A tool refused its arguments or could not do its work. */
public final class ToolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param message names the offender and what was expected; is told to the model
   */
  public ToolException(String message) {
    super(message);
  }

  /**
   * A refusal with its cause.
   *
   * @param message names the offender and what was expected; is told to the model
   * @param cause what happened underneath
   */
  public ToolException(String message, Throwable cause) {
    super(message, cause);
  }
}
