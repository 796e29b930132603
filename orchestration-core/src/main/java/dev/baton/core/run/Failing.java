package dev.baton.core.run;

import dev.baton.core.id.Digests;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.FailureClass;
import dev.baton.core.workflow.RetryPolicy;
import dev.baton.core.workflow.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What follows a failed attempt: another attempt, the step's fallback, or giving up. In this order,
 * each bounded.
 */
final class Failing {
  private static final double JITTER_STEPS = 0xffff;

  /**
   * A failed attempt.
   *
   * @param taskId which task
   * @param failure why
   * @param execution the worker's go; absent where nobody answered
   * @param retryAfter the least wait that the worker asks for
   */
  record FailedAttempt(
      TaskId taskId,
      Failure failure,
      Optional<Execution> execution,
      Optional<Duration> retryAfter) {}

  private Failing() {}

  static void attemptFailed(Draft draft, FailedAttempt failed) {
    TaskRecord task = draft.task(failed.taskId());
    draft.record(
        new TaskFact.TaskAttemptFailed(
            failed.taskId(), task.attempt(), failed.execution(), failed.failure()));
    Saving.look(draft);
    Step step = draft.plan().step(task.place().step());
    Optional<Instant> retry = retryAt(draft, step, task, failed);
    if (retry.isPresent()) {
      draft.record(new TaskFact.RetryScheduled(failed.taskId(), retry.get()));
    } else if (mayFallBack(step, task, failed.failure())) {
      draft.record(new TaskFact.TaskRerouted(failed.taskId(), step.fallback().orElseThrow()));
      Dispatching.attempt(draft, failed.taskId(), draft.task(failed.taskId()));
    } else {
      draft.record(
          new TaskFact.TaskGivenUp(failed.taskId(), task.place(), task.role(), failed.failure()));
    }
  }

  private static Optional<Instant> retryAt(
      Draft draft, Step step, TaskRecord task, FailedAttempt failed) {
    RetryPolicy policy = step.retry();
    boolean allowed =
        policy.on().contains(failed.failure().failureClass())
            && Saving.allowsSecondTries(draft)
            && task.roleAttempts() < policy.maxAttempts()
            && hasRetriesLeft(draft);
    if (!allowed) {
      return Optional.empty();
    }
    Duration delay = policy.delay(task.roleAttempts(), jitter(failed.taskId(), task.attempt()));
    Duration asked = failed.retryAfter().orElse(Duration.ZERO);
    Instant due = draft.at().plus(delay.compareTo(asked) >= 0 ? delay : asked);
    return Optional.of(due).filter(draft.header().deadline()::isAfter);
  }

  /**
   * A floor for small runs, a share of the dispatches for large ones: a failing provider cannot
   * start a storm.
   */
  private static boolean hasRetriesLeft(Draft draft) {
    Spending spending = draft.header().spending();
    RunLimits limits = draft.plan().limits();
    long allowed = limits.retryFloor() + (long) spending.dispatches() * limits.retryPercent() / 100;
    return spending.retries() < allowed;
  }

  private static boolean mayFallBack(Step step, TaskRecord task, Failure failure) {
    return step.fallback().isPresent()
        && !task.rerouted()
        && failure.failureClass() != FailureClass.BUDGET;
  }

  /** Spreads retries without randomness, so that replay decides the same. */
  private static double jitter(TaskId task, int attempt) {
    String digest = Digests.sha256(task.value(), Integer.toString(attempt));
    return Integer.parseInt(digest.substring(0, 4), 16) / JITTER_STEPS;
  }
}
