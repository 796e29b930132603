package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.run.RunRecord.DefinitionRecord;
import dev.baton.core.workflow.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes a finished run's records, in stretches, until only the gravestone is left, and the
 * gravestone once nothing can come any more that would raise the run.
 */
final class Purging {
  /** The continue events that go on with it. */
  static final String WORK = "purge";

  private static final int STRETCH = 150;

  private Purging() {}

  /** Sets the time until which it is remembered that the run was. */
  static void rememberRun(Draft draft) {
    Duration time = draft.guards().gravestoneTime(draft.definition().limits());
    draft.record(new RunFact.TimerSet(RunKey.Timer.GRAVESTONE.name(), draft.at().plus(time)));
  }

  /** The gravestone goes last: while records are left it stays for as long again. */
  static void gravestoneDue(Draft draft) {
    if (draft.find(new RunKey.Definition()).isPresent()) {
      rememberRun(draft);
    } else {
      draft.record(new RunFact.GravestoneRemoved(draft.at()));
    }
  }

  static void purgeUnplanned(Draft draft) {
    draft.record(new RunFact.RecordsRemoved(List.of(), List.of(), List.of(), true));
  }

  static void purge(Draft draft, long cursor) {
    List<StepRound> steps = steps(draft);
    List<TaskId> tasks = tasks(draft, steps, cursor);
    if (draft.plan().nests()) {
      tasks.stream().limit(STRETCH).forEach(task -> cancelChild(draft, task));
    }
    if (tasks.size() > STRETCH) {
      draft.record(
          new RunFact.RecordsRemoved(tasks.subList(0, STRETCH), List.of(), List.of(), false));
      draft.continueLater(WORK, cursor + STRETCH);
    } else {
      draft.record(new RunFact.RecordsRemoved(tasks, steps, entries(draft), true));
    }
  }

  /** What a run has started ends with it. */
  private static void cancelChild(Draft draft, TaskId id) {
    draft
        .findTask(id)
        .filter(task -> task.phase().isInFlight() && Children.isChild(task))
        .ifPresent(task -> Children.cancel(draft, id, task.attempt(), "the parent run ended"));
  }

  /** A continue event counts only while its stretch is still there; any other is a duplicate. */
  static Optional<String> goOn(Draft draft, long cursor) {
    Optional<DefinitionRecord> definition = draft.find(new RunKey.Definition());
    if (definition.isEmpty() || !startsAt(draft, cursor)) {
      return Optional.of("the records are removed");
    }
    purge(draft, cursor);
    return Optional.empty();
  }

  private static boolean startsAt(Draft draft, long cursor) {
    return tasks(draft, steps(draft), cursor).stream()
        .findFirst()
        .flatMap(draft::findTask)
        .isPresent();
  }

  private static List<StepRound> steps(Draft draft) {
    List<StepRound> steps = new ArrayList<>();
    for (Step step : draft.plan().steps()) {
      for (int round = 0; round <= draft.current(step.name()).round(); round++) {
        StepRound at = new StepRound(step.name(), round);
        draft.findStep(at).ifPresent(_ -> steps.add(at));
      }
    }
    return steps;
  }

  /**
   * The tasks from a place on, counted over all steps; one more than a stretch where there are
   * more.
   */
  private static List<TaskId> tasks(Draft draft, List<StepRound> steps, long cursor) {
    List<TaskId> tasks = new ArrayList<>();
    long passed = 0;
    for (StepRound step : steps) {
      int created = draft.step(step).next();
      for (long index = Math.max(0, cursor - passed);
          index < created && tasks.size() <= STRETCH;
          index++) {
        tasks.add(draft.idOf(Outputs.place(draft, step, (int) index)));
      }
      passed += created;
    }
    return tasks;
  }

  private static List<String> entries(Draft draft) {
    List<String> entries = new ArrayList<>();
    for (Step step : draft.plan().steps()) {
      step.writes()
          .filter(key -> draft.find(new RunKey.Entry(key)).isPresent())
          .ifPresent(entries::add);
    }
    return entries;
  }
}
