package dev.baton.cli.output;

import dev.baton.core.workflow.WorkflowException;
import dev.baton.core.workflow.WorkflowParser;
import dev.baton.schemas.fact.BlackboardWritten;
import dev.baton.schemas.fact.BudgetDegraded;
import dev.baton.schemas.fact.ChildStarted;
import dev.baton.schemas.fact.DispatchHeld;
import dev.baton.schemas.fact.EarlierExecutionsCounted;
import dev.baton.schemas.fact.EventSuperseded;
import dev.baton.schemas.fact.GravestoneRemoved;
import dev.baton.schemas.fact.InputGiven;
import dev.baton.schemas.fact.InputRequested;
import dev.baton.schemas.fact.LeaseDenied;
import dev.baton.schemas.fact.LeaseGranted;
import dev.baton.schemas.fact.LeaseRequested;
import dev.baton.schemas.fact.LoopStopped;
import dev.baton.schemas.fact.PlanAccepted;
import dev.baton.schemas.fact.PlanRefused;
import dev.baton.schemas.fact.RecordsRemoved;
import dev.baton.schemas.fact.RequestRefusedAsConflict;
import dev.baton.schemas.fact.ResultIncomplete;
import dev.baton.schemas.fact.ResultSuperseded;
import dev.baton.schemas.fact.RetryScheduled;
import dev.baton.schemas.fact.RoundStarted;
import dev.baton.schemas.fact.RunFinished;
import dev.baton.schemas.fact.RunPaused;
import dev.baton.schemas.fact.RunResumed;
import dev.baton.schemas.fact.RunStarted;
import dev.baton.schemas.fact.SignalApplied;
import dev.baton.schemas.fact.SignalIgnored;
import dev.baton.schemas.fact.StepCompleted;
import dev.baton.schemas.fact.StepSkipped;
import dev.baton.schemas.fact.StepStarted;
import dev.baton.schemas.fact.TaskAttemptFailed;
import dev.baton.schemas.fact.TaskCancelled;
import dev.baton.schemas.fact.TaskDispatched;
import dev.baton.schemas.fact.TaskGivenUp;
import dev.baton.schemas.fact.TaskHandedOff;
import dev.baton.schemas.fact.TaskPlace;
import dev.baton.schemas.fact.TaskRerouted;
import dev.baton.schemas.fact.TaskStarted;
import dev.baton.schemas.fact.TaskSucceeded;
import dev.baton.schemas.fact.TimerCleared;
import dev.baton.schemas.fact.TimerSet;
import dev.baton.schemas.fact.TurnTaken;
import dev.baton.schemas.fact.WaitEnded;
import dev.baton.schemas.fact.WaitStarted;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was decided about an event, in plain words. */
final class FactText {

  private FactText() {}

  /** Whether a person who follows the run needs it. */
  static boolean matters(Object fact) {
    return !(fact instanceof TimerSet
        || fact instanceof TimerCleared
        || fact instanceof RecordsRemoved
        || fact instanceof TurnTaken
        || fact instanceof GravestoneRemoved
        || CompensationText.isDetail(fact)
        || fact instanceof TaskStarted);
  }

  /** One fact of the run log. */
  static String of(Object fact) {
    return switch (fact) {
      case RunStarted start ->
          "run started, workflow "
              + (start.getWorkflow() == null
                  ? "none"
                  : start.getWorkflow().getName() + "@" + start.getWorkflow().getVersion());
      case RequestRefusedAsConflict conflict ->
          "another request with the same key refused: " + conflict.getOrigin();
      case RoundStarted round -> "round " + round.getRound() + " of " + round.getSteps();
      case LoopStopped loop ->
          "loop of step %s ends after round %d: %s"
              .formatted(loop.getStep(), loop.getRound(), loop.getReason());
      case BlackboardWritten entry ->
          "blackboard: %s version %d, %d part(s)"
              .formatted(entry.getKey(), entry.getVersion(), entry.getParts().size());
      case LeaseRequested asked ->
          "the tenant's ledger is asked for %d tokens and %d cost micros"
              .formatted(asked.getTokens(), asked.getCostMicros());
      case LeaseGranted granted ->
          "the tenant's ledger leases %d tokens and %d cost micros"
              .formatted(granted.getTokens(), granted.getCostMicros());
      case LeaseDenied denied ->
          "the tenant's ledger leases no more: " + EventText.text(denied.getReason());
      case BudgetDegraded degraded ->
          "the budget nears its end: " + EventText.text(degraded.getReason());
      case SignalApplied signal -> "followed signal " + signal.getKind();
      case SignalIgnored signal ->
          "ignored signal " + signal.getKind() + ": " + EventText.text(signal.getReason());
      case RunPaused _ -> "run paused";
      case RunResumed _ -> "run resumed";
      case RunFinished end ->
          "run finished: " + end.getAnswer().getStatus().name().toLowerCase(Locale.ROOT);
      case RecordsRemoved removed -> removed.getTasks().size() + " task records removed";
      case GravestoneRemoved _ -> "run forgotten";
      case TimerSet timer -> "timer " + timer.getTimer() + " set for " + timer.getDue();
      case TimerCleared timer -> "timer " + timer.getTimer() + " cleared";
      case EventSuperseded event ->
          event.getEvent() + " does not count: " + EventText.text(event.getReason());
      default -> ofStep(fact);
    };
  }

  private static String ofStep(Object fact) {
    return switch (fact) {
      case StepStarted step ->
          "step %s started for %s, %d task(s)"
              .formatted(step.getStep(), step.getRole(), step.getTotal());
      case StepSkipped step -> "step " + step.getStep() + " skipped";
      case StepCompleted step ->
          "step %s: %s%s"
              .formatted(
                  step.getStep(),
                  step.getStatus().name().toLowerCase(Locale.ROOT),
                  step.getFailure() == null
                      ? ""
                      : ": " + EventText.text(step.getFailure().getMessage()));
      default -> ofTask(fact);
    };
  }

  private static String ofTask(Object fact) {
    return switch (fact) {
      case TaskDispatched task ->
          "task %s of %s given to %s, attempt %d"
              .formatted(
                  EventText.task(task.getTaskId()),
                  place(task.getPlace()),
                  task.getRole(),
                  task.getAttempt());
      case DispatchHeld task -> "task " + EventText.task(task.getTaskId()) + " held back";
      case TaskStarted task -> "task " + EventText.task(task.getTaskId()) + " started";
      case TaskSucceeded task ->
          "task %s succeeded with attempt %d"
              .formatted(EventText.task(task.getTaskId()), task.getAttempt());
      case TaskAttemptFailed task ->
          "task %s, attempt %d failed (%s): %s"
              .formatted(
                  EventText.task(task.getTaskId()),
                  task.getAttempt(),
                  task.getFailure().getFailureClass().name().toLowerCase(Locale.ROOT),
                  EventText.text(task.getFailure().getMessage()));
      case RetryScheduled task ->
          "task " + EventText.task(task.getTaskId()) + " tried again at " + task.getDue();
      case TaskRerouted task ->
          "task " + EventText.task(task.getTaskId()) + " passed to " + task.getRole();
      case TaskGivenUp task ->
          "task %s of %s given up: %s"
              .formatted(
                  EventText.task(task.getTaskId()),
                  place(task.getPlace()),
                  EventText.text(task.getFailure().getMessage()));
      case TaskCancelled task ->
          "task %s of %s cancelled"
              .formatted(EventText.task(task.getTaskId()), place(task.getPlace()));
      case ChildStarted child ->
          "task %s of %s given to child run %s of %s, attempt %d"
              .formatted(
                  EventText.task(child.getTaskId()),
                  place(child.getPlace()),
                  child.getChildRunId(),
                  child.getWorkflow(),
                  child.getAttempt());
      case ResultIncomplete lack ->
          "result of task %s lacks something: %s"
              .formatted(EventText.task(lack.getTaskId()), EventText.text(lack.getDetail()));
      case WaitStarted wait ->
          "step %s waits for %s until %s%s"
              .formatted(
                  wait.getPlace().getStep(),
                  wait.getWaitsFor(),
                  wait.getDue(),
                  wait.getQuestion() == null ? "" : ": " + EventText.text(wait.getQuestion()));
      case WaitEnded wait ->
          "task %s: %s"
              .formatted(
                  EventText.task(wait.getTaskId()),
                  wait.getBy() == null
                      ? "its time was up"
                      : EventText.text(wait.getBy()) + " answered");
      case TaskHandedOff handed ->
          "task %s handed over from %s to %s: %s"
              .formatted(
                  EventText.task(handed.getTaskId()),
                  handed.getFromRole(),
                  handed.getHandoff().getToRole(),
                  EventText.text(handed.getHandoff().getReason()));
      case PlanAccepted plan ->
          "plan of task %s accepted with attempt %d: %s"
              .formatted(
                  EventText.task(plan.getTaskId()),
                  plan.getAttempt(),
                  planned(plan.getWorkflow().getBody()));
      case PlanRefused plan ->
          "plan of task %s, attempt %d refused: %s"
              .formatted(
                  EventText.task(plan.getTaskId()),
                  plan.getAttempt(),
                  EventText.text(String.join("; ", plan.getFlaws())));
      case TurnTaken turn ->
          "task %s begins with role, objective and slice %s"
              .formatted(EventText.task(turn.getTaskId()), EventText.task(turn.getDigest()));
      case InputRequested asked ->
          "task %s waits for people until %s: %s"
              .formatted(
                  EventText.task(asked.getTaskId()),
                  asked.getDue(),
                  EventText.text(asked.getQuestion()));
      case InputGiven given ->
          "task %s was given %s"
              .formatted(EventText.task(given.getTaskId()), given.getInputs().keySet());
      case EarlierExecutionsCounted counted ->
          "task %s: counted what %d earlier execution(s) of attempt %d have cost"
              .formatted(
                  EventText.task(counted.getTaskId()),
                  counted.getExecutions().size(),
                  counted.getAttempt());
      case ResultSuperseded result ->
          "result of task %s, attempt %d does not count: %s"
              .formatted(
                  EventText.task(result.getTaskId()),
                  result.getAttempt(),
                  EventText.text(result.getReason()));
      default -> CompensationText.of(fact);
    };
  }

  /** The steps of a checked plan: their names and roles are no foreign text any more. */
  private static String planned(String body) {
    try {
      return WorkflowParser.parse(body).steps().stream()
          .map(step ->
              step.name()
                  + " ("
                  + step.agent()
                  + (step.needs().isEmpty() ? "" : " after " + String.join(", ", step.needs()))
                  + ")")
          .collect(Collectors.joining(", "));
    } catch (WorkflowException _) {
      return EventText.text(body);
    }
  }

  private static String place(TaskPlace place) {
    String round = place.getRound() == 0 ? "" : " (round " + place.getRound() + ")";
    return place.getItem() == null
        ? place.getStep() + round
        : place.getStep() + "[" + place.getIndex() + "]" + round;
  }
}
