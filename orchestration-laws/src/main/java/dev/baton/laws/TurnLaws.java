package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.Task;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Effect;
import dev.baton.core.run.Fact;
import dev.baton.core.run.TaskFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches one run's loops: no task begins too often with what it began with before, and none is
 * given up for it that did not.
 */
final class TurnLaws {
  private final int most;
  private final Map<List<Object>, Integer> begun = new HashMap<>();
  private final Map<String, Integer> begunAt = new HashMap<>();

  /**
   * A law.
   *
   * @param most how often a task may begin with the same role, objective and slice
   */
  TurnLaws(int most) {
    this.most = most;
  }

  TurnLaws(TurnLaws other) {
    this(other.most);
    begun.putAll(other.begun);
    begunAt.putAll(other.begunAt);
  }

  List<Object> memory() {
    return List.of(begun, begunAt);
  }

  /** One event of the run, the first time that it is applied. */
  void check(Applied applied) {
    for (Fact fact : applied.entry().facts()) {
      switch (fact) {
        case TaskFact.ChildStarted child when child.attempt() == 1 ->
            begunAt.merge(at(child.place().step(), child.place().index()), 1, Integer::sum);
        case TaskFact.TaskGivenUp up when up.failure().message().startsWith("loop: ") ->
            unless(
                begunAt.getOrDefault(at(up.place().step(), up.place().index()), 0) >= most,
                () -> "fuse: a task was given up though it did not begin so often: " + up);
        default -> {}
      }
    }
    Set<TaskId> handedOver = handedOver(applied);
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask(Task task)
          && (task.attempt() == 1 || handedOver.contains(task.taskId()))
          && !CompensationLaws.isCompensation(task)) {
        begins(task);
      }
    }
  }

  /** Whoever goes on with these begins anew, whatever the attempt's number. */
  private static Set<TaskId> handedOver(Applied applied) {
    Set<TaskId> tasks = new HashSet<>();
    for (Fact fact : applied.entry().facts()) {
      switch (fact) {
        case TaskFact.TaskHandedOff handed -> tasks.add(handed.taskId());
        case TaskFact.TaskRerouted rerouted -> tasks.add(rerouted.taskId());
        case TaskFact.PlanAccepted accepted -> tasks.add(accepted.taskId());
        case TaskFact.PlanRefused refused -> tasks.add(refused.taskId());
        default -> {}
      }
    }
    return tasks;
  }

  private void begins(Task task) {
    begunAt.merge(at(task.step(), task.itemIndex()), 1, Integer::sum);
    int times = begun.merge(told(task), 1, Integer::sum);
    unless(
        times <= most,
        () -> "fuse: a task began %d times with the same: %s".formatted(times, task));
  }

  private static List<Object> told(Task task) {
    return List.of(
        task.step(),
        task.itemIndex(),
        task.item(),
        task.role(),
        task.objective(),
        task.inputs(),
        task.slice().stream().map(TurnLaws::content).toList());
  }

  private static List<Object> content(SliceEntry entry) {
    return List.of(
        entry.key(),
        entry.parts().stream()
            .map(part -> List.of(part.item(), part.fieldsJson(), part.content()))
            .toList());
  }

  private static String at(String step, int index) {
    return step + "/" + index;
  }
}
