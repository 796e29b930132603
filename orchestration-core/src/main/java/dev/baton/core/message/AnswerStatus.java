package dev.baton.core.message;

/** How a run ended. */
public enum AnswerStatus {
  /** Everything that was asked for is there. */
  COMPLETE,
  /** Something is missing; the answer names what and why. */
  PARTIAL,
  /** There is nothing to answer with. */
  FAILED,
  /** Somebody asked for it to stop. */
  CANCELLED,
  /** A status that this reader does not know. */
  UNKNOWN
}
