package dev.baton.core.run;

import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Result;
import dev.baton.core.run.RunRecord.CompensationRecord;
import java.util.Optional;

/**
 * Who may answer for a role is decided by the broker: only its workers may write its results topic.
 * So a result counts only if its task was given to the role of the topic that it came by. Stateless
 * and thread-safe.
 */
public final class RoleGuard {

  private RoleGuard() {}

  /**
   * Objects to a result of another role's worker.
   *
   * @param role whose results topic it came by
   * @return what is wrong and what was expected; empty where nothing is wrong or the task is
   *     unknown, which the machine deals with
   */
  public static Optional<String> objection(RunStore run, Result result, String role) {
    return run.get(new RunKey.TaskKey(result.taskId()))
        .filter(task -> !task.role().equals(role) && !(hadOthers(task) && isNamed(run, role)))
        .map(task -> message(result, task.role(), role))
        .or(() -> objectionToCompensation(run, result, role));
  }

  private static Optional<String> objectionToCompensation(
      RunStore run, Result result, String role) {
    return run.get(new RunKey.Compensation())
        .flatMap(CompensationRecord::current)
        .filter(task -> task.taskId().equals(result.taskId()) && !task.role().equals(role))
        .map(task -> message(result, task.role(), role));
  }

  private static boolean hadOthers(TaskRecord task) {
    return task.rerouted() || !task.hops().isEmpty();
  }

  /**
   * A task that fell back or was handed over had another role before, whose late success still
   * counts.
   */
  private static boolean isNamed(RunStore run, String role) {
    return run.get(new RunKey.Definition()).stream()
        .flatMap(plan -> plan.cards().stream())
        .map(AgentCard::role)
        .anyMatch(role::equals);
  }

  private static String message(Result result, String expected, String role) {
    return "result of task %s: by role '%s' (expected: '%s')"
        .formatted(result.taskId(), role, expected);
  }
}
