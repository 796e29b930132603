package dev.baton.agent.task;

/**
 * The work of one role. Implementations are shared by all slots of a worker and must be
 * thread-safe.
 *
 * <p>A specialist is called on a virtual thread and may block. It is interrupted when nobody waits
 * for its result any more: at its time-out, when the run is cancelled, when the record's lock is
 * lost, and at shutdown after the grace period.
 */
@FunctionalInterface
public interface Specialist {

  /**
   * Works on one task.
   *
   * @param context the task and everything that may be used for it
   * @return what is to be said to the orchestrator; a failure is a value ({@link
   *     TaskOutcome.Failure}), not an exception
   * @throws InterruptedException if the work was interrupted
   * @throws dev.baton.agent.failure.TaskFailureException where a helper deep inside cannot go on;
   *     becomes a {@link TaskOutcome.Failure} of its class. Any other exception is a bug and
   *     becomes a permanent failure with the exception's name
   */
  TaskOutcome perform(TaskContext context) throws InterruptedException;
}
