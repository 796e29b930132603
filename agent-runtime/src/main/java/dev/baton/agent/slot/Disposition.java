package dev.baton.agent.slot;

/** How an execution ended for its record. */
public enum Disposition {
  /** A result or a dead letter is safe. */
  SAID,
  /** Nothing could be said. */
  UNSAID
}
