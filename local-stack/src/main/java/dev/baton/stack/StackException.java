package dev.baton.stack;

/**
 * A part of the local stack could not be started or ended. The message names what stood in the way
 * (port, folder, missing file) and, for a child that ended by itself, the last lines of its log.
 */
public class StackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackException(String message) {
    super(message);
  }

  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
