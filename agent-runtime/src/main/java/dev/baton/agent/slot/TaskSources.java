package dev.baton.agent.slot;

/** Opens sources of records. Thread-safe. */
@FunctionalInterface
public interface TaskSources {

  /**
   * Joins the share group.
   *
   * @param mode how many records a poll may bring
   * @param name of the member, for logs and metrics
   */
  TaskSource open(FetchMode mode, String name);
}
