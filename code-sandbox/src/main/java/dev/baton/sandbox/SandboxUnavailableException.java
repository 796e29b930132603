package dev.baton.sandbox;

/** There is no sandbox here, so nothing is run. */
public final class SandboxUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param reason what is missing
   */
  public SandboxUnavailableException(String reason) {
    super("no sandbox: " + reason);
  }

  SandboxUnavailableException(String reason, Throwable cause) {
    super("no sandbox: " + reason, cause);
  }
}
