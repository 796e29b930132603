package dev.baton.core.workflow;

/** When a step ends, unless its join's deadline passes before. */
public enum JoinType {
  /** When all its tasks have ended. */
  ALL,
  /** When so many of its tasks have succeeded, or all have ended. */
  QUORUM,
  /** When one of its tasks has succeeded, or all have ended. */
  FIRST,
  /** When all its tasks have ended; what is there at the deadline is enough. */
  DEADLINE
}
