package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.FailureClass;
import java.time.Instant;
import java.util.Optional;

/** Something that was decided about outside effects of tasks, and about taking them back. */
public sealed interface CompensationFact extends Fact {

  /**
   * From here on a task's outside effect may have happened.
   *
   * @param taskId which task
   * @param step its step
   */
  record EffectPossible(TaskId taskId, String step) implements CompensationFact {}

  /**
   * A task's outside effect happened: it succeeded.
   *
   * @param taskId which task
   */
  record EffectCertain(TaskId taskId) implements CompensationFact {}

  /**
   * Nobody knows whether an attempt had its outside effect, and a later failure does not tell.
   *
   * @param taskId which task
   */
  record EffectUnknown(TaskId taskId) implements CompensationFact {}

  /**
   * A task had no outside effect.
   *
   * @param taskId which task
   * @param step its step
   */
  record EffectRuledOut(TaskId taskId, String step) implements CompensationFact {}

  /**
   * The run ends, and what it did outside is taken back before its answer is given.
   *
   * @param status the answer's status
   * @param reason why the run ends
   * @param unfinished the class of what was not finished
   * @param due when the answer is given at the latest
   */
  record CompensationStarted(
      AnswerStatus status, String reason, FailureClass unfinished, Instant due)
      implements CompensationFact {}

  /**
   * An attempt to take an effect back was given to the workers of a role.
   *
   * @param taskId the compensation's own task
   * @param compensates the task whose effect is taken back
   * @param place where that task stands in the plan
   * @param role whose workers
   * @param attempt the attempt's number
   * @param timerDue when it is counted as lost
   * @param at when
   */
  record CompensationDispatched(
      TaskId taskId,
      TaskId compensates,
      TaskPlace place,
      String role,
      int attempt,
      Instant timerDue,
      Instant at)
      implements CompensationFact {}

  /**
   * A worker began an attempt to take an effect back.
   *
   * @param taskId the compensation's own task
   * @param attempt which attempt
   * @param execution the worker's go and its cost so far
   * @param timerDue when the attempt is counted as lost
   */
  record CompensationBegun(TaskId taskId, int attempt, Execution execution, Instant timerDue)
      implements CompensationFact {}

  /**
   * An attempt to take an effect back failed.
   *
   * @param taskId the compensation's own task
   * @param attempt which attempt
   * @param execution the worker's go and its cost; absent where nobody answered
   * @param failure why
   * @param retryAt when it is tried again; absent where it is given up
   */
  record CompensationFailed(
      TaskId taskId,
      int attempt,
      Optional<Execution> execution,
      Failure failure,
      Optional<Instant> retryAt)
      implements CompensationFact {}

  /**
   * A task's effect was taken back.
   *
   * @param taskId the compensation's own task
   * @param attempt which attempt
   * @param execution the worker's go and its cost
   */
  record TaskCompensated(TaskId taskId, int attempt, Execution execution)
      implements CompensationFact {}
}
