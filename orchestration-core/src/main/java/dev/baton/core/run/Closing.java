package dev.baton.core.run;

import dev.baton.core.cel.CelException;
import dev.baton.core.id.TaskId;
import dev.baton.core.run.RunRecord.EntryRecord;
import dev.baton.core.workflow.OnMissing;
import dev.baton.core.workflow.Repeat;
import dev.baton.core.workflow.Step;
import java.util.List;
import java.util.Optional;

/**
 * Ends a step: merges what its tasks brought into the blackboard, and goes round the loop or fails
 * the run where it must.
 */
final class Closing {
  private Closing() {}

  /** Whether a step has what it waits for, and what that is. */
  static Optional<Cause> due(Step step, StepRecord record) {
    if (record.status().isClosed()) {
      return Optional.empty();
    }
    if (record.hasAllEnded()) {
      return Optional.of(Cause.ALL);
    }
    return step.join().isMetBy(record.succeeded()) ? Optional.of(Cause.ENOUGH) : Optional.empty();
  }

  static void close(Draft draft, Step step, Cause cause) {
    StepRound current = draft.current(step.name());
    StepRecord record = draft.step(current);
    StepStatus status = status(step, record);
    if (draft.find(RunKey.Timer.of(current)).isPresent()) {
      draft.record(new RunFact.TimerCleared(current.timer()));
    }
    complete(draft, step, new Outcome(status, cause, Optional.empty()));
    if (record.succeeded() > 0) {
      step.writes().ifPresent(key -> write(draft, step, current, key));
    }
    if (record.open() > 0) {
      Cancelling.cancel(draft, current);
    }
    follow(draft, step, status);
  }

  /** Ends a step that could not start. */
  static void unstartable(Draft draft, Step step, Failure failure) {
    complete(draft, step, new Outcome(StepStatus.FAILED, Cause.UNSTARTABLE, Optional.of(failure)));
    follow(draft, step, StepStatus.FAILED);
  }

  private record Outcome(StepStatus status, Cause cause, Optional<Failure> failure) {}

  private static void complete(Draft draft, Step step, Outcome outcome) {
    StepRound current = draft.current(step.name());
    draft.record(
        new StepFact.StepCompleted(
            current.step(),
            current.round(),
            step.agent(),
            outcome.status(),
            outcome.cause(),
            outcome.failure(),
            draft.at()));
    StepRecord record = draft.step(current);
    draft.report(
        "step",
        step.name(),
        record.role(),
        outcome.status().name() + ", " + record.succeeded() + " of " + record.total() + " results");
  }

  private static StepStatus status(Step step, StepRecord record) {
    if (record.succeeded() >= step.join().required(record.total())) {
      return StepStatus.SUCCEEDED;
    }
    return record.succeeded() > 0 ? StepStatus.PARTIAL : StepStatus.FAILED;
  }

  private static void write(Draft draft, Step step, StepRound current, String key) {
    List<TaskId> parts = Outputs.merged(draft, current, step.merge());
    int version = draft.find(new RunKey.Entry(key)).map(EntryRecord::version).orElse(0) + 1;
    draft.record(
        new StepFact.BlackboardWritten(key, version, current.step(), current.round(), parts));
  }

  private static void follow(Draft draft, Step step, StepStatus status) {
    if (status != StepStatus.SUCCEEDED && step.onMissing() == OnMissing.FAIL) {
      Finishing.failedStep(draft, step);
      return;
    }
    Saving.look(draft);
    boolean again =
        Saving.allowsSecondTries(draft)
            && status != StepStatus.FAILED
            && step.repeat().isPresent()
            && draft.header().round() < step.repeat().get().max()
            && !holds(draft, step.repeat().get());
    if (again) {
      repeat(draft, step.name(), step.repeat().orElseThrow());
    }
  }

  private static void repeat(Draft draft, String step, Repeat repeat) {
    int round = draft.header().round();
    draft.record(
        futile(draft, repeat)
            .<StepFact>map(reason -> new StepFact.LoopStopped(step, round, reason))
            .orElseGet(() -> new StepFact.RoundStarted(round + 1, repeat.redo())));
  }

  /** Why another round would bring nothing. */
  static Optional<String> futile(Draft draft, Repeat repeat) {
    return Progress.isStuck(draft, repeat)
        ? Optional.of(Progress.NONE)
        : LoopFuse.blown(draft, repeat);
  }

  /** A condition without a value does not hold: the loop's bound ends it. */
  static boolean holds(Draft draft, Repeat repeat) {
    return whyNot(draft, repeat).isEmpty();
  }

  /** How a condition that does not hold fails to. */
  static Optional<String> whyNot(Draft draft, Repeat repeat) {
    try {
      return Conditions.test(draft, repeat.until())
          ? Optional.empty()
          : Optional.of("does not hold");
    } catch (CelException e) {
      return Optional.of("has no value (%s)".formatted(e.issues().getFirst().message()));
    }
  }
}
