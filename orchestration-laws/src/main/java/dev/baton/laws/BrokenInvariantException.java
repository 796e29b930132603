package dev.baton.laws;

import java.util.function.Supplier;

/** An invariant is broken. Its message begins with the invariant's name and a colon. */
public final class BrokenInvariantException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A broken invariant.
   *
   * @param message the name, a colon, and what happened
   */
  public BrokenInvariantException(String message) {
    super(message);
  }

  /** Something failed that must not: a defect is an invariant broken too. */
  public BrokenInvariantException(RuntimeException defect) {
    super("defect: " + defect, defect);
  }

  /** Throws unless a condition holds. */
  public static void unless(boolean condition, String message) {
    if (!condition) {
      throw new BrokenInvariantException(message);
    }
  }

  /** Throws unless a condition holds; the message is made only then. */
  public static void unless(boolean condition, Supplier<String> message) {
    if (!condition) {
      throw new BrokenInvariantException(message.get());
    }
  }

  /** Which invariant: the part of the message before the colon. */
  public String invariant() {
    String message = String.valueOf(getMessage());
    int colon = message.indexOf(':');
    return colon < 0 ? message : message.substring(0, colon);
  }
}
