package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.FailureClass;
import dev.baton.core.run.Failing.FailedAttempt;
import dev.baton.core.run.RunRecord.TimerRecord;
import java.util.Optional;

/** What a due timer means. A timer that was set anew or cleared in the meantime means nothing. */
final class Timers {
  private static final String TASK_PREFIX = "task/";

  private Timers() {}

  static void decide(Draft draft, RunEvent.TimerFired fired) {
    RunKey.Timer key = new RunKey.Timer(fired.timer());
    Optional<TimerRecord> timer = draft.find(key);
    if (timer.isEmpty() || !timer.get().due().equals(fired.due())) {
      draft.record(
          new RunFact.EventSuperseded("timer", fired.timer() + " is not set for " + fired.due()));
    } else if (draft.isCompensating()) {
      Compensating.timer(draft, fired.timer());
    } else if (draft.isFinished()) {
      decideFinished(draft, fired.timer());
    } else {
      decideSet(draft, fired);
    }
  }

  private static void decideFinished(Draft draft, String timer) {
    if (timer.equals(RunKey.Timer.GRAVESTONE.name())) {
      Purging.gravestoneDue(draft);
    } else {
      draft.record(new RunFact.TimerCleared(timer));
    }
  }

  private static void decideSet(Draft draft, RunEvent.TimerFired fired) {
    String name = fired.timer();
    if (name.equals(RunKey.Timer.RUN.name())) {
      Finishing.deadline(draft);
    } else if (name.equals(RunKey.Timer.PAUSE.name())) {
      Signals.resume(draft);
    } else if (name.equals(RunKey.Timer.LEASE.name())) {
      Leasing.unanswered(draft);
    } else if (name.startsWith(TASK_PREFIX)) {
      decideTask(draft, new TaskId(name.substring(TASK_PREFIX.length())));
    } else {
      StepRound step =
          StepWork.parse(draft, StepRound.PREFIX, name)
              .orElseThrow(() -> new IllegalStateException("timer " + name + " has no meaning"));
      decideStep(draft, step);
    }
  }

  private static void decideStep(Draft draft, StepRound step) {
    Closing.close(draft, draft.plan().step(step.step()), Cause.DEADLINE);
    if (!draft.isFinished()) {
      Scheduling.advance(draft);
    }
  }

  private static void decideTask(Draft draft, TaskId id) {
    TaskRecord task = draft.task(id);
    if (draft.step(task.place().stepRound()).status().isClosed()) {
      draft.record(new RunFact.TimerCleared(RunKey.Timer.of(id).name()));
      return;
    }
    if (task.phase().isInFlight()) {
      lost(draft, id, task);
    } else if (task.phase() == TaskPhase.ASKED) {
      Waiting.timeIsUp(draft, id, task);
    } else {
      Dispatching.attempt(draft, id, task);
    }
    Results.settle(draft, task);
  }

  private static void lost(Draft draft, TaskId id, TaskRecord task) {
    String message =
        task.phase() == TaskPhase.STARTED
            ? "attempt %d was not finished in time".formatted(task.attempt())
            : "attempt %d brought no result in time".formatted(task.attempt());
    Cancelling.stop(draft, id, task.attempt(), message);
    Failing.attemptFailed(
        draft,
        new FailedAttempt(
            id, new Failure(FailureClass.TIMEOUT, message), Optional.empty(), Optional.empty()));
  }
}
