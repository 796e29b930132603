package dev.baton.core.run;

/** Where a task stands. */
public enum TaskPhase {
  /** An attempt is dispatched; no worker has said that it began. */
  DISPATCHED,
  /** A worker has begun the attempt. */
  STARTED,
  /** The next attempt is dispatched when the task's timer fires. */
  WAITING,
  /** A person's word, or time, is waited for. */
  ASKED,
  /** A success is accepted. */
  SUCCEEDED,
  /** It cannot be had. */
  GIVEN_UP,
  /** Its step ended without it. */
  CANCELLED;

  /** Whether a success would still be accepted. */
  public boolean isOpen() {
    return this == DISPATCHED || this == STARTED || this == WAITING || this == ASKED;
  }

  /** Whether a worker may be working on it. */
  public boolean isInFlight() {
    return this == DISPATCHED || this == STARTED;
  }
}
