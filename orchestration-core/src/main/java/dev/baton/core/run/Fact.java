package dev.baton.core.run;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Answer;
import dev.baton.core.message.Budget;
import dev.baton.core.message.ParentLink;
import dev.baton.core.message.Request;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Route;
import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.WorkflowDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that was decided. A run's state is the fold of its facts. */
public sealed interface Fact {

  /**
   * The run began, and is pinned to what stands here.
   *
   * @param runId which run
   * @param tenant whose run it is
   * @param request what was asked
   * @param requestDigest its digest
   * @param origin where it lay
   * @param route where it goes and why
   * @param workflow the definition; absent where the request was refused
   * @param cards the cards of every role that it names
   * @param limits the installation's bounds
   * @param budget the bounds in force
   * @param planDigest digest of workflow, cards and limits
   * @param startedAt when
   * @param deadline when the run ends at the latest
   * @param nested the definitions of every workflow that the definition names, directly or not
   * @param parent whose child the run is
   */
  record RunStarted(
      RunId runId,
      String tenant,
      Request request,
      String requestDigest,
      String origin,
      Route route,
      Optional<WorkflowDefinition> workflow,
      List<AgentCard> cards,
      RunLimits limits,
      Budget budget,
      String planDigest,
      Instant startedAt,
      Instant deadline,
      List<WorkflowDefinition> nested,
      Optional<ParentLink> parent)
      implements Fact {
    /** Copies the lists. */
    public RunStarted {
      cards = List.copyOf(cards);
      nested = List.copyOf(nested);
    }
  }

  /**
   * Another request came with the run's key.
   *
   * @param origin where it lay
   * @param requestDigest its digest
   */
  record RequestRefusedAsConflict(String origin, String requestDigest) implements Fact {}

  /**
   * A step began.
   *
   * @param step which
   * @param round which round
   * @param role who works on it
   * @param total tasks that it has
   * @param items the list of a fan-out; empty where the step does not fan out
   * @param at when
   */
  record StepStarted(String step, int round, String role, int total, List<String> items, Instant at)
      implements Fact {
    /** Copies the list. */
    public StepStarted {
      items = List.copyOf(items);
    }
  }

  /**
   * A step's condition was false.
   *
   * @param step which
   * @param round which round
   * @param role who would have worked on it
   * @param at when
   */
  record StepSkipped(String step, int round, String role, Instant at) implements Fact {}

  /**
   * A step ended.
   *
   * @param step which
   * @param round which round
   * @param role who would have worked on it, where it never started
   * @param status how
   * @param cause why
   * @param failure why it failed as a whole
   * @param at when
   */
  record StepCompleted(
      String step,
      int round,
      String role,
      StepStatus status,
      Cause cause,
      Optional<Failure> failure,
      Instant at)
      implements Fact {}

  /**
   * An attempt was given to the workers of a role.
   *
   * @param taskId which task
   * @param place where it stands in the plan
   * @param role whose workers
   * @param attempt the attempt's number
   * @param slice the blackboard entries that it was given
   * @param tokensReserved tokens set aside for it; 0 where the run has no token bound
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
      Instant timerDue,
      Instant at)
      implements Fact {
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
  record DispatchHeld(TaskId taskId, Instant due) implements Fact {}

  /**
   * A worker began an attempt.
   *
   * @param taskId which task
   * @param attempt which attempt
   * @param execution the worker's go and its cost so far
   * @param timerDue when the attempt is counted as lost
   */
  record TaskStarted(TaskId taskId, int attempt, Execution execution, Instant timerDue)
      implements Fact {}

  /**
   * An attempt was given to a child run.
   *
   * @param taskId which task
   * @param place where it stands in the plan
   * @param attempt the attempt's number
   * @param childRunId the child run
   * @param workflow name@version of the child's workflow
   * @param tokensReserved tokens set aside for it; 0 where the run has no token bound
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
      Instant timerDue,
      Instant at)
      implements Fact {}

  /**
   * An accepted result lacks something: a child run's answer was partial.
   *
   * @param taskId which task
   * @param detail what it lacks
   */
  record ResultIncomplete(TaskId taskId, String detail) implements Fact {}

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
      implements Fact {}

  /**
   * What a step waited for has come, or its default counts.
   *
   * @param taskId which task
   * @param by who sent the signal; absent where the time was up
   * @param output what the step brought by it
   */
  record WaitEnded(TaskId taskId, Optional<String> by, ResultBody.TaskSucceeded output)
      implements Fact {}

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
      implements Fact {}

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
      implements Fact {}

  /**
   * A person answered a worker's question.
   *
   * @param taskId which task
   * @param inputs what the next attempt is given beside the request's inputs
   */
  record InputGiven(TaskId taskId, Map<String, String> inputs) implements Fact {
    /** Copies the map. */
    public InputGiven {
      inputs = Map.copyOf(inputs);
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
      implements Fact {}

  /**
   * The current attempt failed.
   *
   * @param taskId which task
   * @param attempt which attempt
   * @param execution the worker's go and its cost; absent where nobody answered
   * @param failure why
   */
  record TaskAttemptFailed(
      TaskId taskId, int attempt, Optional<Execution> execution, Failure failure) implements Fact {}

  /**
   * The task is to be tried again.
   *
   * @param taskId which task
   * @param due when
   */
  record RetryScheduled(TaskId taskId, Instant due) implements Fact {}

  /**
   * The task was passed to the step's fallback.
   *
   * @param taskId which task
   * @param role the fallback
   */
  record TaskRerouted(TaskId taskId, String role) implements Fact {}

  /**
   * The task cannot be had.
   *
   * @param taskId which task
   * @param place where it stands in the plan
   * @param role who was to do it
   * @param failure why
   */
  record TaskGivenUp(TaskId taskId, TaskPlace place, String role, Failure failure)
      implements Fact {}

  /**
   * The task's step ended without it.
   *
   * @param taskId which task
   * @param place where it stands in the plan
   */
  record TaskCancelled(TaskId taskId, TaskPlace place) implements Fact {}

  /**
   * A step's results became a blackboard entry.
   *
   * @param key the blackboard key
   * @param version from 1, counted by the writing step
   * @param step the writing step
   * @param round the round that wrote it
   * @param parts the tasks whose results it is, in the order of the items
   */
  record BlackboardWritten(String key, int version, String step, int round, List<TaskId> parts)
      implements Fact {
    /** Copies the list. */
    public BlackboardWritten {
      parts = List.copyOf(parts);
    }
  }

  /**
   * The workflow's loop goes round again.
   *
   * @param round the new round
   * @param steps the steps that are done again
   */
  record RoundStarted(int round, List<String> steps) implements Fact {
    /** Copies the list. */
    public RoundStarted {
      steps = List.copyOf(steps);
    }
  }

  /**
   * The workflow's loop ends before its bound: the last round brought nothing new.
   *
   * @param step the step that closes the loop
   * @param round the last round
   * @param reason why
   */
  record LoopStopped(String step, int round, String reason) implements Fact {}

  /**
   * A timer was set.
   *
   * @param timer its name inside the run
   * @param due when it fires
   */
  record TimerSet(String timer, Instant due) implements Fact {}

  /**
   * A timer is not needed any more.
   *
   * @param timer its name inside the run
   */
  record TimerCleared(String timer) implements Fact {}

  /**
   * A result came too late, twice, or for an attempt that does not count. Its cost is counted while
   * the run is open.
   *
   * @param taskId which task
   * @param attempt which attempt
   * @param execution the worker's go and its cost
   * @param reason why it does not count
   */
  record ResultSuperseded(TaskId taskId, int attempt, Execution execution, String reason)
      implements Fact {}

  /**
   * Any other event came too late or twice.
   *
   * @param event which kind of event
   * @param reason why it does not count
   */
  record EventSuperseded(String event, String reason) implements Fact {}

  /**
   * A signal was followed.
   *
   * @param kind what was asked
   * @param signalId the signal's id
   * @param by who sent it
   * @param reason why
   */
  record SignalApplied(
      SignalKind kind, Optional<String> signalId, Optional<String> by, Optional<String> reason)
      implements Fact {
    static SignalApplied of(Signal signal) {
      return new SignalApplied(signal.kind(), signal.signalId(), signal.by(), signal.reason());
    }
  }

  /**
   * A signal was not followed.
   *
   * @param kind what was asked
   * @param signalId the signal's id
   * @param reason why not
   */
  record SignalIgnored(SignalKind kind, Optional<String> signalId, String reason) implements Fact {}

  /**
   * Nothing new is dispatched until the run is resumed.
   *
   * @param at when
   */
  record RunPaused(Instant at) implements Fact {}

  /**
   * The run goes on.
   *
   * @param at when
   */
  record RunResumed(Instant at) implements Fact {}

  /**
   * The run ended.
   *
   * @param answer the whole answer
   */
  record RunFinished(Answer answer) implements Fact {}

  /**
   * Records of a finished run were removed. The header stays as its gravestone.
   *
   * @param tasks these tasks
   * @param steps these steps and their lists
   * @param entries these blackboard entries
   * @param complete whether nothing but the gravestone is left
   */
  record RecordsRemoved(
      List<TaskId> tasks, List<StepRound> steps, List<String> entries, boolean complete)
      implements Fact {
    /** Copies the lists. */
    public RecordsRemoved {
      tasks = List.copyOf(tasks);
      steps = List.copyOf(steps);
      entries = List.copyOf(entries);
    }
  }
}
