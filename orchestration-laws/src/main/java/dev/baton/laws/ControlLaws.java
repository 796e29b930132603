package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.SignalKind;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Effect;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunStore;
import dev.baton.core.run.TaskFact;
import dev.baton.core.run.TaskRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whoever works on what nobody waits for is told so: workers, and child runs. */
final class ControlLaws {
  private final Set<RunId> children = new HashSet<>();

  ControlLaws() {}

  ControlLaws(ControlLaws other) {
    children.addAll(other.children);
  }

  List<Object> memory() {
    return List.of(children);
  }

  void followChildren(Applied applied) {
    for (Fact fact : applied.entry().facts()) {
      if (fact instanceof TaskFact.ChildStarted started) {
        children.add(started.childRunId());
      }
    }
    if (!children.isEmpty()) {
      cancelled(applied).forEach(children::remove);
    }
    if (applied.entry().event() instanceof RunEvent.ChildAnswered child) {
      children.remove(child.childRunId());
    }
  }

  static void checkCancelled(RunStore before, Applied applied) {
    List<TaskId> inFlight = new ArrayList<>();
    for (Fact fact : applied.entry().facts()) {
      if (fact instanceof TaskFact.TaskCancelled cancelled
          && before
              .get(new RunKey.TaskKey(cancelled.taskId()))
              .filter(task -> task.phase().isInFlight())
              .isPresent()) {
        inFlight.add(cancelled.taskId());
      }
    }
    Set<Object> told = inFlight.isEmpty() ? Set.of() : told(applied);
    for (TaskId task : inFlight) {
      unless(
          told.contains(task) || told.contains(childOf(before, task)),
          () -> "control: no worker was told of " + task);
    }
  }

  private static Set<Object> told(Applied applied) {
    Set<Object> told = new HashSet<>();
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.SendControl control) {
        control.taskId().ifPresent(told::add);
      }
    }
    cancelled(applied).forEach(told::add);
    return told;
  }

  private static RunId childOf(RunStore store, TaskId task) {
    int attempt = store.get(new RunKey.TaskKey(task)).map(TaskRecord::attempt).orElse(0);
    return RunIds.ofChild(task, attempt);
  }

  private static Stream<RunId> cancelled(Applied applied) {
    return applied.effects().stream()
        .filter(ControlLaws::isCancel)
        .map(effect -> ((Effect.TellRun) effect).event().runId());
  }

  /** Whether a child run is told to stop. */
  static boolean isCancel(Effect effect) {
    return effect instanceof Effect.TellRun told
        && told.event() instanceof RunEvent.SignalReceived signal
        && signal.signal().kind() == SignalKind.CANCEL;
  }

  /** A child run that was started has answered or was told to stop. */
  void checkEnd() {
    unless(children.isEmpty(), () -> "children: nobody told " + children + " to stop");
  }
}
