package dev.baton.core.run;

import dev.baton.core.cel.CelException;
import dev.baton.core.message.FailureClass;
import dev.baton.core.workflow.FanOut;
import dev.baton.core.workflow.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Moves a run on: closes steps whose tasks have ended, starts steps whose needs have, and ends the
 * run when all have.
 */
final class Scheduling {
  private Scheduling() {}

  /** After nothing could be dispatched for a while. */
  static void goOn(Draft draft) {
    for (Step step : draft.plan().steps()) {
      if (draft.findStep(draft.current(step.name())).isPresent()) {
        Dispatching.more(draft, step);
      }
    }
    advance(draft);
  }

  static void advance(Draft draft) {
    boolean moved = true;
    while (moved && !draft.isFinished()) {
      moved = false;
      for (Step step : draft.plan().steps()) {
        moved |= !draft.isFinished() && move(draft, step);
      }
    }
    if (!draft.isFinished() && allClosed(draft)) {
      Finishing.complete(draft);
    }
  }

  private static boolean move(Draft draft, Step step) {
    StepRound current = draft.current(step.name());
    Optional<StepRecord> record = draft.findStep(current);
    if (record.isEmpty()) {
      boolean starts = !draft.isPaused() && isReady(draft, step);
      if (starts) {
        start(draft, step, current);
      }
      return starts;
    }
    Optional<Cause> end = Closing.due(step, record.get());
    end.ifPresent(cause -> Closing.close(draft, step, cause));
    return end.isPresent();
  }

  private static boolean isReady(Draft draft, Step step) {
    for (String need : step.needs()) {
      if (!isDone(draft, need, step)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Outside the loop a redone step is done only when the loop is: its earlier rounds are not the
   * last word.
   */
  private static boolean isDone(Draft draft, String need, Step step) {
    boolean looksIntoLoop = draft.plan().isRedone(need) && !draft.plan().isRedone(step.name());
    return isClosed(draft, need) && (!looksIntoLoop || isLoopDone(draft));
  }

  private static boolean isLoopDone(Draft draft) {
    return draft.plan().workflow().repeating().stream()
        .allMatch(step -> isClosed(draft, step.name()));
  }

  private static boolean isClosed(Draft draft, String step) {
    return draft
        .findStep(draft.current(step))
        .filter(record -> record.status().isClosed())
        .isPresent();
  }

  private static boolean allClosed(Draft draft) {
    for (Step step : draft.plan().steps()) {
      if (!isClosed(draft, step.name())) {
        return false;
      }
    }
    return true;
  }

  private static void start(Draft draft, Step step, StepRound current) {
    try {
      if (step.when().isPresent() && !Conditions.test(draft, step.when().get())) {
        draft.record(
            new StepFact.StepSkipped(current.step(), current.round(), step.agent(), draft.at()));
        return;
      }
      startTasks(draft, step, current);
    } catch (CelException e) {
      Failure failure = new Failure(FailureClass.PERMANENT, String.valueOf(e.getMessage()));
      Closing.unstartable(draft, step, failure);
    }
  }

  private static void startTasks(Draft draft, Step step, StepRound current) {
    Optional<FanOut> fanOut = step.forEach();
    List<String> items =
        fanOut.map(each -> Conditions.items(draft, each.items())).orElse(List.of());
    Optional<Failure> tooLarge = tooLarge(draft.plan().limits(), items);
    if (tooLarge.isPresent()) {
      Closing.unstartable(draft, step, tooLarge.get());
      return;
    }
    int total = fanOut.isPresent() ? items.size() : 1;
    draft.record(
        new StepFact.StepStarted(
            current.step(), current.round(), step.agent(), total, items, draft.at()));
    step.join().deadline().ifPresent(deadline -> setJoinTimer(draft, current, deadline));
    draft.report("dispatched", step.name(), step.agent(), total == 1 ? "1 task" : total + " tasks");
    Dispatching.more(draft, step);
  }

  private static Optional<Failure> tooLarge(RunLimits limits, List<String> items) {
    if (items.size() > limits.maxItems()) {
      return Optional.of(tooMany(items.size(), "items", limits.maxItems()));
    }
    long characters = 0;
    for (String item : items) {
      characters += item.length();
    }
    return characters > limits.maxSliceLength()
        ? Optional.of(tooMany(characters, "characters", limits.maxSliceLength()))
        : Optional.empty();
  }

  private static Failure tooMany(long actual, String what, long most) {
    return new Failure(
        FailureClass.PERMANENT,
        "forEach has %d %s (expected: at most %d)".formatted(actual, what, most));
  }

  private static void setJoinTimer(Draft draft, StepRound current, Duration deadline) {
    Instant due = draft.at().plus(deadline);
    if (due.isBefore(draft.header().deadline())) {
      draft.record(new RunFact.TimerSet(current.timer(), due));
    }
  }
}
