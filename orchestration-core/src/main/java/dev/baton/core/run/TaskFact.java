package dev.baton.core.run;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.WorkflowDefinition;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Something that was decided about a task or one of its attempts. */
public sealed interface TaskFact extends Fact {

  /**
   * An attempt was given to the workers of a role.
   *
   * @param taskId which task
   * @param place where it stands in the plan
   * @param role whose workers
   * @param attempt the attempt's number
   * @param slice the blackboard entries that it was given
   * @param tokensReserved tokens set aside for it; 0 where nothing bounds them
   * @param costMicrosReserved money set aside for it, in millionths of the installation's currency;
   *     0 where nothing bounds it
   * @param timerDue when it is counted as lost
   * @param at when
   */
  record TaskDispatched(
      TaskId taskId,
      TaskPlace place,
      String role,
      int attempt,
      List<SliceRef> slice,
      long tokensReserved,
      long costMicrosReserved,
      Instant timerDue,
      Instant at)
      implements TaskFact {
    /** Copies the list. */
    public TaskDispatched {
      slice = List.copyOf(slice);
    }
  }

  /**
   * A due attempt was held back because the run is paused.
   *
   * @param taskId which task
   * @param due when it is looked at again
   */
  record DispatchHeld(TaskId taskId, Instant due) implements TaskFact {}

  /**
   * A worker began an attempt.
   *
   * @param taskId which task
   * @param attempt which attempt
   * @param execution the worker's go and its cost so far
   * @param timerDue when the attempt is counted as lost
   */
  record TaskStarted(TaskId taskId, int attempt, Execution execution, Instant timerDue)
      implements TaskFact {}

  /**
   * An attempt was given to a child run.
   *
   * @param taskId which task
   * @param place where it stands in the plan
   * @param attempt the attempt's number
   * @param childRunId the child run
   * @param workflow name@version of the child's workflow
   * @param tokensReserved tokens set aside for it; 0 where nothing bounds them
   * @param costMicrosReserved money set aside for it, in millionths of the installation's currency;
   *     0 where nothing bounds it
   * @param timerDue when it is counted as lost
   * @param at when
   */
  record ChildStarted(
      TaskId taskId,
      TaskPlace place,
      int attempt,
      RunId childRunId,
      String workflow,
      long tokensReserved,
      long costMicrosReserved,
      Instant timerDue,
      Instant at)
      implements TaskFact {}

  /**
   * An accepted result lacks something: a child run's answer was partial.
   *
   * @param taskId which task
   * @param detail what it lacks
   */
  record ResultIncomplete(TaskId taskId, String detail) implements TaskFact {}

  /**
   * A step waits for a person, for a system, or for time to pass.
   *
   * @param taskId which task
   * @param place where it stands in the plan
   * @param waitsFor for whom
   * @param question what a person is asked
   * @param due when the step's default counts
   */
  record WaitStarted(
      TaskId taskId, TaskPlace place, String waitsFor, Optional<String> question, Instant due)
      implements TaskFact {}

  /**
   * What a step waited for has come, or its default counts.
   *
   * @param taskId which task
   * @param by who sent the signal; absent where the time was up
   * @param output what the step brought by it
   */
  record WaitEnded(TaskId taskId, Optional<String> by, ResultBody.TaskSucceeded output)
      implements TaskFact {}

  /**
   * A task was passed to another role, with all that is known so far.
   *
   * @param taskId which task
   * @param attempt which attempt ends with it
   * @param execution the worker's go and its cost
   * @param fromRole who passes it on
   * @param handoff what is passed on, and to whom
   */
  record TaskHandedOff(
      TaskId taskId, int attempt, Execution execution, String fromRole, ResultBody.Handoff handoff)
      implements TaskFact {}

  /**
   * A planner's steps were accepted: the next attempt is a child run of them.
   *
   * @param taskId which task
   * @param attempt which attempt brought the plan
   * @param execution the worker's go and its cost
   * @param workflow the planned steps as the definition that the child run is pinned to
   */
  record PlanAccepted(TaskId taskId, int attempt, Execution execution, WorkflowDefinition workflow)
      implements TaskFact {}

  /**
   * A planner's steps cannot be used. The first time they go back with their flaws.
   *
   * @param taskId which task
   * @param attempt which attempt brought the plan
   * @param execution the worker's go and its cost
   * @param steps the steps, as much of them as goes back
   * @param flaws what is wrong with them and what was expected; at least one
   */
  record PlanRefused(
      TaskId taskId, int attempt, Execution execution, String steps, List<String> flaws)
      implements TaskFact {
    /** Copies the list. */
    public PlanRefused {
      flaws = List.copyOf(flaws);
    }
  }

  /**
   * A task begins anew, in another round or by another role: what the loop fuse counts.
   *
   * @param taskId which task
   * @param former the task at the same place of the round before, whose turns count too; only for
   *     the first turn of a task
   * @param digest of role, objective and slice
   */
  record TurnTaken(TaskId taskId, Optional<TaskId> former, String digest) implements TaskFact {}

  /**
   * A worker asked a person. The attempt is over; the task goes on once the person has answered.
   *
   * @param taskId which task
   * @param attempt which attempt
   * @param execution the worker's go and its cost
   * @param question what is asked
   * @param due when the task is given up
   */
  record InputRequested(
      TaskId taskId, int attempt, Execution execution, String question, Instant due)
      implements TaskFact {}

  /**
   * A person answered a worker's question.
   *
   * @param taskId which task
   * @param inputs what the next attempt is given beside the request's inputs
   */
  record InputGiven(TaskId taskId, Map<String, String> inputs) implements TaskFact {
    /** Copies the map, in the order of its keys. */
    public InputGiven {
      inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    }
  }

  /**
   * A success was accepted.
   *
   * @param taskId which task
   * @param attempt which attempt
   * @param execution the worker's go and its cost
   * @param output what it brought
   */
  record TaskSucceeded(
      TaskId taskId, int attempt, Execution execution, ResultBody.TaskSucceeded output)
      implements TaskFact {}

  /**
   * The current attempt failed.
   *
   * @param taskId which task
   * @param attempt which attempt
   * @param execution the worker's go and its cost; absent where nobody answered
   * @param failure why
   */
  record TaskAttemptFailed(
      TaskId taskId, int attempt, Optional<Execution> execution, Failure failure)
      implements TaskFact {}

  /**
   * The task is to be tried again.
   *
   * @param taskId which task
   * @param due when
   */
  record RetryScheduled(TaskId taskId, Instant due) implements TaskFact {}

  /**
   * The task was passed to the step's fallback.
   *
   * @param taskId which task
   * @param role the fallback
   */
  record TaskRerouted(TaskId taskId, String role) implements TaskFact {}

  /**
   * The task cannot be had.
   *
   * @param taskId which task
   * @param place where it stands in the plan
   * @param role who was to do it
   * @param failure why
   */
  record TaskGivenUp(TaskId taskId, TaskPlace place, String role, Failure failure)
      implements TaskFact {}

  /**
   * The task's step ended without it.
   *
   * @param taskId which task
   * @param place where it stands in the plan
   */
  record TaskCancelled(TaskId taskId, TaskPlace place) implements TaskFact {}

  /**
   * A result came too late, twice, or for an attempt that does not count. Its cost is counted while
   * the run is open.
   *
   * @param taskId which task
   * @param attempt which attempt
   * @param execution the worker's go and its cost
   * @param reason why it does not count
   * @param ended whether the execution has ended with it, so that nothing need be set aside for its
   *     attempt any more
   */
  record ResultSuperseded(
      TaskId taskId, int attempt, Execution execution, String reason, boolean ended)
      implements TaskFact {}

  /**
   * What earlier executions of an attempt have cost, by the journal: they may have died before they
   * could say it.
   *
   * @param taskId which task
   * @param attempt which attempt
   * @param executions the workers' goes and their cost
   */
  record EarlierExecutionsCounted(TaskId taskId, int attempt, List<Execution> executions)
      implements TaskFact {
    /** Copies the list. */
    public EarlierExecutionsCounted {
      executions = List.copyOf(executions);
    }
  }
}
