package dev.baton.content;

/** Content that could not be kept or brought. The message names it and what was expected. */
public final class ContentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What was in the way. */
  public enum Kind {
    /** The store did not do what it should; it may later. */
    UNREACHABLE,
    /** The store does not have that content. */
    MISSING,
    /** What the store has is not what was put there. */
    DAMAGED,
    /** The content is larger than the store's bound. */
    TOO_LARGE,
    /** The reference is none. */
    INVALID
  }

  private final Kind kind;

  /** A finding without a cause in code. */
  public ContentException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** A finding with its cause. */
  public ContentException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What was in the way. */
  public Kind kind() {
    return kind;
  }

  /** Whether the same call may succeed later. */
  public boolean passing() {
    return kind == Kind.UNREACHABLE;
  }
}
