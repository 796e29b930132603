package dev.baton.agent.slot;

import dev.baton.schemas.PartialText;
import dev.baton.schemas.Task;

/** Says what goes on inside a task, best effort. Thread-safe and never waits. */
@FunctionalInterface
public interface ProgressSink {

  /** Says one line about a task. */
  void progress(Task task, String text);

  /**
   * Says a piece of a text that is still being written.
   *
   * @param task the task
   * @param where where the piece belongs
   * @param piece the text as it stands
   */
  default void writing(Task task, PartialText where, String piece) {}
}
