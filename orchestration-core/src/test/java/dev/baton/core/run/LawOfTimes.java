package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An attempt has its time of work from the moment at which a worker begins, however long it lay.
 */
final class LawOfTimes {
  private final Map<TaskId, Duration> given = new HashMap<>();
  private final Map<TaskId, Instant> mayEnd = new HashMap<>();

  void takeOver(LawOfTimes other) {
    given.putAll(other.given);
    mayEnd.putAll(other.mayEnd);
  }

  /** All that it remembers. Not to be changed. */
  List<Object> memory() {
    return List.of(given, mayEnd);
  }

  /** An attempt has its whole time of work, and before that the time that it may wait for it. */
  void follow(Applied applied) {
    RunEvent event = applied.entry().event();
    List<Fact> facts = applied.entry().facts();
    if (event instanceof RunEvent.TimerFired) {
      LawBook.of(facts, TaskFact.TaskAttemptFailed.class)
          .forEach(fact ->
              LawBook.holds(
                  !event.at().isBefore(mayEnd.getOrDefault(fact.taskId(), Instant.MIN)),
                  () -> "time: " + fact + " before its time of work was over"));
    }
    LawBook.of(facts, TaskFact.TaskStarted.class)
        .forEach(fact -> mayEnd.put(fact.taskId(), event.at().plus(work(event, fact.taskId()))));
    LawBook.of(facts, TaskFact.ChildStarted.class)
        .forEach(fact -> {
          // A child run has the parent's time, not that of the planner before it.
          given.remove(fact.taskId());
          mayEnd.remove(fact.taskId());
        });
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask dispatch) {
        Task task = dispatch.task();
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
