package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Task;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Effect;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.TaskFact;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An attempt has its whole time of work from the moment at which a worker begins, however long it
 * lay, and before that the time that it may wait for it.
 */
final class TimeLaws {
  private final Map<TaskId, Duration> given = new HashMap<>();
  private final Map<TaskId, Instant> mayEnd = new HashMap<>();

  TimeLaws() {}

  TimeLaws(TimeLaws other) {
    given.putAll(other.given);
    mayEnd.putAll(other.mayEnd);
  }

  List<Object> memory() {
    return List.of(given, mayEnd);
  }

  void follow(Applied applied) {
    RunEvent event = applied.entry().event();
    if (event instanceof RunEvent.TimerFired) {
      for (Fact fact : applied.entry().facts()) {
        if (fact instanceof TaskFact.TaskAttemptFailed failed) {
          unless(
              !event.at().isBefore(mayEnd.getOrDefault(failed.taskId(), Instant.MIN)),
              () -> "time: " + failed + " before its time of work was over");
        }
      }
    }
    for (Fact fact : applied.entry().facts()) {
      switch (fact) {
        case TaskFact.TaskStarted started ->
            mayEnd.put(started.taskId(), event.at().plus(work(event, started.taskId())));
        case TaskFact.ChildStarted child -> {
          // A child run has the parent's time, not that of the planner before it.
          given.remove(child.taskId());
          mayEnd.remove(child.taskId());
        }
        default -> {}
      }
    }
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask(Task task)) {
        given.put(task.taskId(), task.timeout());
        mayEnd.put(task.taskId(), task.startBy().plus(task.timeout()));
      }
    }
  }

  /** What a worker asks for when it begins, and no more than it was given. */
  private Duration work(RunEvent event, TaskId id) {
    Duration most = given.getOrDefault(id, Duration.ZERO);
    return event instanceof RunEvent.ResultReceived received
            && received.result().body() instanceof ResultBody.TaskStarted started
            && started.timeout().isPositive()
            && started.timeout().compareTo(most) < 0
        ? started.timeout()
        : most;
  }
}
