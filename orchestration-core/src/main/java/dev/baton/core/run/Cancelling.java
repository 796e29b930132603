package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import java.util.Optional;

/** Stops what nobody waits for: the tasks of a step that ended without them. */
final class Cancelling {
  /** Prefix of the continue events that go on with a wide cancel. */
  static final String WORK = "cancel/";

  private Cancelling() {}

  static void cancel(Draft draft, StepRound step) {
    StepRecord record = draft.step(step);
    for (int index = record.cancelledTo(); index < record.next(); index++) {
      TaskPlace place = Outputs.place(draft, step, index);
      TaskId id = draft.idOf(place);
      TaskPhase phase = draft.task(id).phase();
      if (phase.isOpen()) {
        if (!draft.hasRoom()) {
          draft.continueLater(StepWork.name(WORK, step), draft.step(step).cancelledTo());
          return;
        }
        int attempt = draft.task(id).attempt();
        draft.record(new TaskFact.TaskCancelled(id, place));
        if (phase.isInFlight()) {
          stop(draft, id, attempt, "the step ended");
        }
      }
    }
  }

  /** Tells whoever carries out an attempt, a worker or a child run, that nobody waits for it. */
  static void stop(Draft draft, TaskId task, int attemptUpTo, String reason) {
    if (Children.isChild(draft.task(task))) {
      Children.cancel(draft, task, attemptUpTo, reason);
    } else if (draft.guards().stopsWorkers()) {
      tellWorkers(draft, task, attemptUpTo, reason);
    }
  }

  private static void tellWorkers(Draft draft, TaskId task, int attemptUpTo, String reason) {
    draft.emit(
        new Effect.SendControl(draft.runId(), Optional.of(task), attemptUpTo, reason, draft.at()));
  }

  /**
   * A continue event counts only if it goes on exactly where the cancel stands; any other is a
   * duplicate.
   */
  static Optional<String> goOn(Draft draft, String work, long cursor) {
    Optional<StepRound> step = StepWork.parse(draft, WORK, work);
    boolean current =
        step.flatMap(draft::findStep)
            .filter(record -> record.open() > 0 && record.cancelledTo() == cursor)
            .isPresent();
    if (!current) {
      return Optional.of("the cancel does not stand at " + cursor);
    }
    cancel(draft, step.get());
    return Optional.empty();
  }
}
