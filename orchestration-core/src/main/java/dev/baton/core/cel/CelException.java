package dev.baton.core.cel;

/** An expression that does not compile, or that has no value for the given variables. */
public final class CelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String expression;

  CelException(String expression, String problem, Throwable cause) {
    super("\"" + expression + "\": " + problem, cause);
    this.expression = expression;
  }

  CelException(String expression, String problem) {
    super("\"" + expression + "\": " + problem);
    this.expression = expression;
  }

  /** The offending expression as it was written. */
  public String expression() {
    return expression;
  }
}
