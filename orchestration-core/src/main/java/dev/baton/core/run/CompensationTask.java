package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one effect that is being taken back.
 *
 * @param taskId its own task
 * @param compensates the task whose effect it is
 * @param place where that task stands in the plan
 * @param role who is to do it
 * @param attempt the last attempt that was dispatched
 * @param inFlight whether somebody may be working on it
 * @param failure how the last attempt failed
 * @param executions what was counted of each worker's go, at most {@value
 *     TaskRecord#MAX_EXECUTIONS}
 */
public record CompensationTask(
    TaskId taskId,
    TaskId compensates,
    TaskPlace place,
    String role,
    int attempt,
    boolean inFlight,
    Optional<FailureClass> failure,
    List<Execution> executions) {

  /** Copies the list. */
  public CompensationTask {
    executions = List.copyOf(executions);
  }

  static CompensationTask first(TaskId taskId, TaskId compensates, TaskPlace place, String role) {
    return new CompensationTask(
        taskId, compensates, place, role, 1, true, Optional.empty(), List.of());
  }

  CompensationTask dispatched(int next) {
    return new CompensationTask(taskId, compensates, place, role, next, true, failure, executions);
  }

  CompensationTask failed(FailureClass how) {
    return new CompensationTask(
        taskId, compensates, place, role, attempt, false, Optional.of(how), executions);
  }

  /** Whether a report of this execution was counted. */
  boolean knows(String executionId) {
    return executions.stream().anyMatch(known -> known.executionId().equals(executionId));
  }

  /** What a report of an execution adds to what was counted. */
  Usage added(Execution report) {
    boolean full = executions.size() >= TaskRecord.MAX_EXECUTIONS && !knows(report.executionId());
    return full ? Usage.NONE : report.usage().beyond(counted(report));
  }

  private Usage counted(Execution report) {
    return executions.stream()
        .filter(known -> known.executionId().equals(report.executionId()))
        .findFirst()
        .map(Execution::usage)
        .orElse(Usage.NONE);
  }

  CompensationTask with(Execution report) {
    List<Execution> all = new ArrayList<>(executions);
    Execution grown = new Execution(report.executionId(), report.usage().atLeast(counted(report)));
    if (knows(report.executionId())) {
      all.replaceAll(e -> e.executionId().equals(report.executionId()) ? grown : e);
    } else if (all.size() < TaskRecord.MAX_EXECUTIONS) {
      all.add(grown);
    }
    return new CompensationTask(taskId, compensates, place, role, attempt, inFlight, failure, all);
  }
}
