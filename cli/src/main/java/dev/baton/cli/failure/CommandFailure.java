package dev.baton.cli.failure;

/**
 * A command cannot do what was asked; the message is one line that names offender and expectation.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  private CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The caller asked wrongly. */
  public static CommandFailure usage(String message) {
    return new CommandFailure(ExitCodes.USAGE, message);
  }

  /** What was asked for did not come about. */
  public static CommandFailure failed(String message) {
    return new CommandFailure(ExitCodes.FAILED, message);
  }

  /** What was asked for did not come about, for a reason below. */
  public static CommandFailure failed(String message, Throwable cause) {
    return new CommandFailure(ExitCodes.FAILED, message, cause);
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}
