package dev.baton.core.run;

import dev.baton.core.id.Digests;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.SlicePart;
import dev.baton.core.run.RunRecord.TurnsRecord;
import dev.baton.core.workflow.Repeat;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends what goes round in circles: a task that begins once more with a role, an objective and a
 * slice that it began with before, too often, is given up, and its loop ends. A turn is counted
 * when a task begins in a round, after a handoff or with a planner. Attempts of one turn are
 * retries, and equal items of a fan-out have places of their own; neither is a loop.
 */
final class LoopFuse {
  private static final String REASON = "loop: ";

  private LoopFuse() {}

  /** Counts the turn that a task is about to begin; says why it must not. */
  static Optional<Failure> count(Draft draft, TaskId id, TaskRecord task) {
    if (!draft.guards().isTurn(task) || !mayLoop(draft, task)) {
      return Optional.empty();
    }
    Optional<TaskId> former = former(draft, id, task.place());
    TurnsRecord turns =
        find(draft, id).or(() -> former.flatMap(at -> find(draft, at))).orElse(TurnsRecord.NONE);
    String digest = digest(draft, id, task);
    long times = turns.digests().stream().filter(digest::equals).count();
    if (times >= draft.plan().limits().maxTurns()) {
      return Optional.of(
          new Failure(
              FailureClass.PERMANENT,
              "%s'%s' was given the same objective and slice %d times (expected: something new)"
                  .formatted(REASON, task.role(), times)));
    }
    draft.record(new TaskFact.TurnTaken(id, former, digest));
    return Optional.empty();
  }

  /** Why a loop must not go round again: one of its tasks was given up in this round. */
  static Optional<String> blown(Draft draft, Repeat repeat) {
    for (String name : repeat.redo()) {
      List<String> reasons = new ArrayList<>(1);
      Outputs.eachCreated(draft, draft.current(name), part -> reason(part.task(), reasons));
      if (!reasons.isEmpty()) {
        return Optional.of(reasons.getFirst());
      }
    }
    return Optional.empty();
  }

  /** Only the first one is told. */
  private static void reason(TaskRecord task, List<String> reasons) {
    if (reasons.isEmpty() && task.phase() == TaskPhase.GIVEN_UP) {
      task.failure()
          .map(Failure::message)
          .filter(text -> text.startsWith(REASON))
          .ifPresent(reasons::add);
    }
  }

  private static boolean mayLoop(Draft draft, TaskRecord task) {
    Step step = draft.plan().step(task.place().step());
    return draft.plan().isRedone(step.name())
        || !task.hops().isEmpty()
        || step.work() instanceof Work.Planning;
  }

  /** The task at the same place of the last round that had one; only while this one has no turn. */
  private static Optional<TaskId> former(Draft draft, TaskId id, TaskPlace place) {
    if (find(draft, id).isPresent()) {
      return Optional.empty();
    }
    for (int round = place.round() - 1; round >= 0; round--) {
      StepRound at = new StepRound(place.step(), round);
      int created = draft.findStep(at).map(StepRecord::next).orElse(0);
      if (place.index() < created) {
        return Optional.of(Outputs.place(draft, at, place.index()).taskId(draft.runId()));
      }
    }
    return Optional.empty();
  }

  private static Optional<TurnsRecord> find(Draft draft, TaskId id) {
    return draft.find(new RunKey.Turns(id));
  }

  /** What the task would be told, but for the versions, which grow though nothing changes. */
  private static String digest(Draft draft, TaskId id, TaskRecord task) {
    Step step = draft.plan().step(task.place().step());
    List<String> parts = new ArrayList<>();
    parts.add(task.role());
    parts.add(step.objective().orElse(""));
    parts.add(task.place().item().orElse(""));
    parts.add(task.given().toString());
    for (SliceEntry entry : Slices.given(draft, id, task).entries()) {
      parts.add(entry.key());
      for (SlicePart part : entry.parts()) {
        parts.add(part.item().orElse(""));
        parts.add(part.fieldsJson());
        parts.add(part.content().map(Progress::said).orElse(""));
      }
    }
    return Digests.sha256(parts.toArray(String[]::new));
  }
}
