package dev.baton.search;

/** A corpus or one of its files cannot be used; the message names it and says what was expected. */
public final class CorpusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  private CorpusException(String message, boolean retryable) {
    super(message);
    this.retryable = retryable;
  }

  private CorpusException(String message, Throwable cause) {
    super(message, cause);
    this.retryable = true;
  }

  /** What was asked for does not exist or is not allowed: asking again cannot help. */
  static CorpusException refused(String message) {
    return new CorpusException(message, false);
  }

  /** The storage failed: asking again may help. */
  static CorpusException faulty(String message, Throwable cause) {
    return new CorpusException(message, cause);
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  public boolean retryable() {
    return retryable;
  }
}
