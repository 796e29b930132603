package dev.baton.core.workflow;

/** When a step ends. */
public enum JoinType {
  /** When all its tasks have ended, or at the join's deadline. */
  ALL
}
