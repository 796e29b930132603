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
    OutsideEffects.failed(
        draft, failed.taskId(), task.place().step(), failed.failure().failureClass());
    Saving.look(draft);
    Step step = draft.plan().step(task.place().step());
    RetryPolicy policy = step.retry();
    boolean wanted =
        policy.on().contains(failed.failure().failureClass())
            && task.roleAttempts() < policy.maxAttempts();
    if (!wanted) {
      passOn(draft, failed.taskId(), failed.failure());
      return;
    }
    Instant due = retryAt(draft, policy, task, failed);
    refusal(draft, due)
        .ifPresentOrElse(
            why -> passOn(draft, failed.taskId(), failed.failure().noting(why)),
            () -> draft.record(new TaskFact.RetryScheduled(failed.taskId(), due)));
  }

  /** Nobody tries again: the step's fallback does, or the task is given up. */
  static void passOn(Draft draft, TaskId id, Failure failure) {
    TaskRecord task = draft.task(id);
    Optional<String> fallback =
        draft
            .plan()
            .fallback(draft.plan().step(task.place().step()))
            .filter(_ -> !task.rerouted() && failure.failureClass() != FailureClass.BUDGET);
    if (fallback.isPresent()) {
      draft.record(new TaskFact.TaskRerouted(id, fallback.get()));
      Dispatching.attempt(draft, id, draft.task(id));
    } else {
      draft.record(new TaskFact.TaskGivenUp(id, task.place(), task.role(), failure));
    }
  }

  private static Instant retryAt(
      Draft draft, RetryPolicy policy, TaskRecord task, FailedAttempt failed) {
    Duration delay = policy.delay(task.roleAttempts(), jitter(failed.taskId(), task.attempt()));
    Duration asked = failed.retryAfter().orElse(Duration.ZERO);
    return draft.at().plus(delay.compareTo(asked) >= 0 ? delay : asked);
  }

  /** Why the run forbids another attempt that the step allows. */
  private static Optional<String> refusal(Draft draft, Instant due) {
    if (!Saving.allowsSecondTries(draft)) {
      return Optional.of("not tried again: " + draft.header().spending().savings().getLast());
    }
    Spending spending = draft.header().spending();
    long retries = retriesAllowed(draft);
    if (spending.retries() >= retries) {
      return Optional.of(
          "not tried again: the run has had %d of %d retries after %d tasks"
              .formatted(spending.retries(), retries, spending.dispatches()));
    }
    return draft.header().deadline().isAfter(due)
        ? Optional.empty()
        : Optional.of("not tried again: the run's deadline comes first");
  }

  /**
   * A floor for small runs, a share of the dispatches for large ones: a failing provider cannot
   * start a storm.
   */
  private static long retriesAllowed(Draft draft) {
    RunLimits limits = draft.plan().limits();
    long dispatches = draft.header().spending().dispatches();
    return limits.retryFloor() + dispatches * limits.retryPercent() / 100;
  }

  /** Spreads retries without randomness, so that replay decides the same. */
  static double jitter(TaskId task, int attempt) {
    String digest = Digests.sha256(task.value(), Integer.toString(attempt));
    return Integer.parseInt(digest.substring(0, 4), 16) / JITTER_STEPS;
  }
}
