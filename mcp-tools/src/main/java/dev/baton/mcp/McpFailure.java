package dev.baton.mcp;

/** A server was asked and gave no result; the kind says what is known about its outcome. */
final class McpFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is known. */
  enum Kind {
    /** The server said no: nothing more will come. */
    REFUSED,
    /** No answer in time; the server may still be at work, or done. */
    TIMED_OUT,
    /** The connection is gone; whether the request was done is unknown. */
    LOST
  }

  private final Kind kind;

  McpFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  McpFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** In one line. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
