package dev.baton.agent.slot;

/** How a worker takes its records. */
public enum FetchMode {
  /**
   * One member of the share group for each slot, one record a poll: nothing waits behind a long
   * task.
   */
  SINGLE,
  /** One member, many records a poll, worked on side by side: cheap where tasks are short. */
  BATCH
}
