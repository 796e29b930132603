package dev.baton.agent.tool;

/** A tool refused its arguments or could not do its work. */
public final class ToolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean malformed;

  /**
   * A refusal.
   *
   * @param message names the offender and what was expected; is told to the model
   */
  public ToolException(String message) {
    super(message);
    this.malformed = false;
  }

  private ToolException(String message, boolean malformed) {
    super(message);
    this.malformed = malformed;
  }

  /**
   * A call that no tool could take: of a name that is not there, or with arguments that do not fit.
   *
   * @param message names the offender and what was expected; is told to the model
   */
  public static ToolException malformed(String message) {
    return new ToolException(message, true);
  }

  /** Whether it is the call itself that is wrong, rather than what it asked for. */
  public boolean isMalformed() {
    return malformed;
  }

  /**
   * A refusal with its cause.
   *
   * @param message names the offender and what was expected; is told to the model
   * @param cause what happened underneath
   */
  public ToolException(String message, Throwable cause) {
    super(message, cause);
    this.malformed = false;
  }
}
