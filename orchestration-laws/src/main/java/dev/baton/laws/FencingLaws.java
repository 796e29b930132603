package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.cel.CelJson;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Task;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Effect;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunStore;
import dev.baton.core.run.TaskFact;
import dev.baton.core.run.TaskRecord;
import dev.baton.core.workflow.Work;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Attempts of a task follow each other, at most one success of it counts, and the first one does.
 */
final class FencingLaws {
  private final Map<TaskId, Integer> dispatched = new HashMap<>();
  private final Set<TaskId> succeeded = new HashSet<>();
  private final Set<String> planners = new HashSet<>();

  FencingLaws() {}

  FencingLaws(FencingLaws other) {
    dispatched.putAll(other.dispatched);
    succeeded.addAll(other.succeeded);
    planners.addAll(other.planners);
  }

  List<Object> memory() {
    return List.of(dispatched, succeeded, planners);
  }

  /** Who was asked for a plan has no success of its own. */
  void rememberPlanners(Applied applied) {
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask(Task task)
          && task.skill().equals(Work.Planning.SKILL)) {
        planners.add(task.taskId() + "/" + task.attempt());
      }
    }
  }

  /** The first success of any dispatched attempt of an open run counts while the task is open. */
  void checkSuccess(RunStore before, Applied applied) {
    if (!(applied.entry().event() instanceof RunEvent.ResultReceived received)
        || !(received.result().body() instanceof ResultBody.TaskSucceeded success)
        || !isWellFormed(success)) {
      return;
    }
    Result result = received.result();
    boolean counts =
        !planners.contains(result.taskId() + "/" + result.attempt())
            && before
                .get(new RunKey.TaskKey(result.taskId()))
                .filter(task -> task.phase().isOpen())
                .filter(task -> result.attempt() >= 1 && result.attempt() <= task.attempt())
                .map(TaskRecord::place)
                .flatMap(place -> before.get(new RunKey.StepKey(place.step(), place.round())))
                .filter(step -> !step.status().isClosed())
                .isPresent();
    unless(
        !counts
            || applied.entry().facts().stream()
                    .filter(TaskFact.TaskSucceeded.class::isInstance)
                    .count()
                == 1,
        () -> "fencing: a success of a dispatched attempt was thrown away: " + result);
  }

  private static boolean isWellFormed(ResultBody.TaskSucceeded success) {
    try {
      CelJson.parseObject(success.fieldsJson());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  void check(Fact fact) {
    switch (fact) {
      case TaskFact.TaskDispatched d -> checkDispatch(d.taskId(), d.attempt());
      case TaskFact.ChildStarted c -> checkDispatch(c.taskId(), c.attempt());
      case TaskFact.TaskSucceeded s -> {
        unless(
            s.attempt() >= 1 && s.attempt() <= last(s.taskId()),
            "fencing: attempt was never dispatched");
        unless(succeeded.add(s.taskId()), "fencing: two successes of one task");
      }
      case TaskFact.WaitEnded w ->
          unless(succeeded.add(w.taskId()), "fencing: two ends of one wait");
      case TaskFact.TaskAttemptFailed f ->
          unless(
              f.attempt() == last(f.taskId()),
              () -> "fencing: a failure of attempt " + f.attempt() + " counts");
      default -> {}
    }
  }

  private int last(TaskId task) {
    return dispatched.getOrDefault(task, 0);
  }

  private void checkDispatch(TaskId task, int number) {
    int attempt = dispatched.merge(task, 1, Integer::sum);
    unless(attempt == number, () -> "fencing: attempt " + number + " follows " + (attempt - 1));
    unless(!succeeded.contains(task), "fencing: dispatched after its success");
  }
}
