package dev.baton.cli.failure;

import dev.baton.schemas.AnswerStatus;

/** What the process ends with. */
public final class ExitCodes {

  /** Done; an answer is complete. */
  public static final int OK = 0;

  /** Failed, or no answer came. */
  public static final int FAILED = 1;

  /** An answer came that names what it lacks. */
  public static final int PARTIAL = 2;

  /** Wrong usage. */
  public static final int USAGE = 64;

  private ExitCodes() {}

  /** The code for an answer. */
  public static int of(AnswerStatus status) {
    return switch (status) {
      case COMPLETE -> OK;
      case PARTIAL -> PARTIAL;
      case FAILED, CANCELLED, UNKNOWN -> FAILED;
    };
  }
}
