package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.AnswerStatus;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.run.RunRecord.CompensationRecord;
import dev.baton.core.workflow.Compensation;
import dev.baton.core.workflow.RetryPolicy;
import dev.baton.core.workflow.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes back what a run did outside, before its answer is given: one effect after the other, the
 * latest first, within a time of its own. Nothing else goes on meanwhile.
 */
final class Compensating {
  /** Why what comes meanwhile does not count. */
  static final String UNDER_WAY = "the run is being compensated";

  private Compensating() {}

  static boolean isDue(Draft draft) {
    return draft.guards().nextEffect(draft).isPresent();
  }

  static void start(Draft draft, AnswerStatus status, String reason, FailureClass unfinished) {
    Duration time = draft.guards().compensationTime(draft.plan().limits());
    draft.record(
        new CompensationFact.CompensationStarted(
            status, reason, unfinished, draft.at().plus(time)));
    for (Step step : draft.plan().steps()) {
      StepRound current = draft.current(step.name());
      if (draft.findStep(current).filter(record -> record.open() > 0).isPresent()) {
        Cancelling.cancel(draft, current);
      }
    }
    next(draft);
  }

  private static void next(Draft draft) {
    Optional<TaskId> effect = draft.guards().nextEffect(draft);
    if (effect.isPresent()) {
      dispatch(draft, effect.get(), 1);
    } else {
      Finishing.compensated(draft);
    }
  }

  private static void dispatch(Draft draft, TaskId effect, int attempt) {
    TaskPlace place = draft.task(effect).place();
    Compensation how = how(draft, place);
    Instant lost = draft.at().plus(draft.plan().timeout(how)).plus(draft.plan().limits().grace());
    TaskId id = CompensationTasks.id(draft.runId(), place);
    draft.record(
        new CompensationFact.CompensationDispatched(
            id, effect, place, how.agent(), attempt, lost, draft.at()));
    draft.emit(new Effect.DispatchTask(CompensationTasks.of(draft, how, current(draft))));
    draft.report("dispatched", place.step(), how.agent(), "takes back what was done");
  }

  /** A worker's word. Only that about the effect at hand counts. */
  static void result(Draft draft, Result result) {
    Optional<CompensationTask> task =
        draft
            .compensation()
            .current()
            .filter(current -> current.taskId().equals(result.taskId()))
            .filter(current -> result.attempt() >= 1 && result.attempt() <= current.attempt());
    if (task.isEmpty()) {
      Results.supersede(draft, result, UNDER_WAY);
      return;
    }
    CompensationTask current = task.get();
    Results.countEarlier(draft, result, earlier -> !current.with(earlier).equals(current));
    switch (result.body()) {
      case ResultBody.TaskStarted _ -> begun(draft, result, task.get());
      case ResultBody.TaskSucceeded _ -> {
        draft.record(
            new CompensationFact.TaskCompensated(
                result.taskId(), result.attempt(), Results.execution(draft, result)));
        next(draft);
      }
      case ResultBody.TaskFailed said ->
          failed(draft, result, task.get(), new Failure(said.failureClass(), said.message()));
      case ResultBody.Abandoned said ->
          failed(draft, result, task.get(), new Failure(FailureClass.ABANDONED, said.reason()));
      case ResultBody.Handoff _, ResultBody.Plan _, ResultBody.NeedsInput _ ->
          failed(
              draft,
              result,
              task.get(),
              new Failure(
                  FailureClass.PERMANENT,
                  "the worker of a compensation passed it on or asked (expected: a success or a failure)"));
    }
  }

  private static void begun(Draft draft, Result result, CompensationTask task) {
    if (isStale(result, task) || task.knows(result.executionId())) {
      Results.supersede(draft, result, "the execution is known, or its attempt is not in flight");
      return;
    }
    Duration timeout = draft.plan().timeout(how(draft, task.place()));
    draft.record(
        new CompensationFact.CompensationBegun(
            result.taskId(),
            result.attempt(),
            Results.execution(draft, result),
            draft.at().plus(timeout).plus(draft.plan().limits().grace())));
  }

  private static boolean isStale(Result result, CompensationTask task) {
    return !task.inFlight() || result.attempt() != task.attempt();
  }

  private static void failed(Draft draft, Result result, CompensationTask task, Failure failure) {
    if (isStale(result, task)) {
      Results.supersede(draft, result, "attempt " + result.attempt() + " is not in flight");
      return;
    }
    Optional<Duration> asked =
        result.body() instanceof ResultBody.TaskFailed said ? said.retryAfter() : Optional.empty();
    attemptFailed(draft, task, failure, Optional.of(Results.execution(draft, result)), asked);
  }

  private static void attemptFailed(
      Draft draft,
      CompensationTask task,
      Failure failure,
      Optional<Execution> execution,
      Optional<Duration> asked) {
    RetryPolicy policy = RetryPolicy.DEFAULT;
    boolean again =
        policy.on().contains(failure.failureClass()) && task.attempt() < policy.maxAttempts();
    Duration delay = policy.delay(task.attempt(), Failing.jitter(task.taskId(), task.attempt()));
    Duration least = asked.filter(wait -> wait.compareTo(delay) > 0).orElse(delay);
    Optional<Instant> retryAt = again ? Optional.of(draft.at().plus(least)) : Optional.empty();
    draft.record(
        new CompensationFact.CompensationFailed(
            task.taskId(), task.attempt(), execution, failure, retryAt));
    if (!again) {
      next(draft);
    }
  }

  /** A timer that is due while the run is being compensated. */
  static void timer(Draft draft, String timer) {
    if (timer.equals(RunKey.Timer.COMPENSATION.name())) {
      Finishing.compensated(draft);
    } else if (timer.equals(RunKey.Timer.UNDO.name())) {
      goOn(draft, current(draft));
    } else {
      draft.record(new RunFact.TimerCleared(timer));
    }
  }

  private static void goOn(Draft draft, CompensationTask task) {
    if (!task.inFlight()) {
      dispatch(draft, task.compensates(), task.attempt() + 1);
      return;
    }
    String message = "attempt %d brought no result in time".formatted(task.attempt());
    draft.emit(
        new Effect.SendControl(
            draft.runId(), Optional.of(task.taskId()), task.attempt(), message, draft.at()));
    Failure failure = new Failure(FailureClass.TIMEOUT, message);
    attemptFailed(draft, task, failure, Optional.empty(), Optional.empty());
  }

  private static Compensation how(Draft draft, TaskPlace place) {
    return draft
        .plan()
        .step(place.step())
        .compensate()
        .orElseThrow(
            () -> new IllegalStateException("step " + place.step() + " has no compensation"));
  }

  private static CompensationTask current(Draft draft) {
    CompensationRecord record = draft.compensation();
    return record
        .current()
        .orElseThrow(() -> new IllegalStateException("no effect is being taken back: " + record));
  }
}
