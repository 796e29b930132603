package dev.baton.orchestrator.codec;

/** The schema registry does not answer: a later attempt may succeed. */
public final class CodecUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A fault of the environment.
   *
   * @param message what did not answer
   * @param cause why
   */
  public CodecUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
