package dev.baton.agent.slot;

import dev.baton.schemas.Task;
import dev.baton.serde.Decoded;

/** Does what needs time away from the slot's thread. Thread-safe. */
public interface TaskRunner {

  /**
   * Has a task worked on and its result made safe.
   *
   * @param task the task
   * @param record its record
   * @param onEnd called once by another thread, after the disposition is set
   */
  Execution perform(Task task, TaskRecord record, Runnable onEnd);

  /**
   * Answers a task without working on it.
   *
   * @param task the task
   * @param body what is said: one of the contract's result bodies
   * @param onEnd called once by another thread, after the disposition is set
   */
  Execution answer(Task task, Object body, Runnable onEnd);

  /**
   * Puts a record that will never be a task among the dead letters.
   *
   * @param record the record
   * @param poison why
   * @param onEnd called once by another thread, after the disposition is set
   */
  Execution bury(TaskRecord record, Decoded.Poison<Task> poison, Runnable onEnd);
}
