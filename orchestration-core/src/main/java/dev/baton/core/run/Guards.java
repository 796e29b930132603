package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Result;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What keeps duplicates, late results and stale attempts from counting. In one place, because every
 * law of the run machine rests on it; the tests replace single guards to show that the laws notice.
 */
class Guards {
  /** A finished run ignores everything. */
  boolean isFinished(RunHeader header) {
    return header.status() == RunStatus.FINISHED;
  }

  /** How long it is remembered that a run was. */
  Duration gravestoneTime(RunLimits limits) {
    return limits.gravestoneTime();
  }

  /** How long effects may be taken back in all. */
  Duration compensationTime(RunLimits limits) {
    return limits.compensationTime();
  }

  /** Which effect is taken back next: the latest that is left. */
  Optional<TaskId> nextEffect(Draft draft) {
    return draft.effects().last();
  }

  /**
   * Whether a failure tells that the attempt had no outside effect. Whoever began may have acted
   * before he failed; only a task that waited in its queue for too long was never begun.
   */
  boolean rulesOut(FailureClass failure) {
    return failure == FailureClass.OVERLOAD;
  }

  /** The first success of any dispatched attempt counts while the task is open. */
  Optional<String> refusesSuccess(TaskRecord task, StepRecord step, Result result) {
    if (isClosed(task, step)) {
      return Optional.of("the task is closed");
    }
    return wasNeverDispatched(task, result);
  }

  /** A failure counts only for the attempt in flight. */
  Optional<String> refusesFailure(TaskRecord task, StepRecord step, Result result) {
    if (isClosed(task, step)) {
      return Optional.of("the task is closed");
    }
    if (result.attempt() != task.attempt() || !task.phase().isInFlight()) {
      return Optional.of("attempt " + result.attempt() + " is not the one in flight");
    }
    return Optional.empty();
  }

  /** A plan counts for the attempt in flight, as a handoff does. */
  Optional<String> refusesPlan(TaskRecord task, StepRecord step, Result result) {
    return refusesFailure(task, step, result);
  }

  /** The roles that a plan may use. */
  List<String> plannable(Work.Planning work) {
    return work.allow();
  }

  /** How often a plan that cannot be used goes back. */
  int repairs() {
    return 1;
  }

  /** Whether an attempt begins something; a retry goes on with it. */
  boolean isTurn(TaskRecord task) {
    return task.roleAttempts() == 0;
  }

  /** A start counts for the attempt in flight, once for each execution. */
  Optional<String> refusesStart(TaskRecord task, StepRecord step, Result result) {
    return refusesFailure(task, step, result)
        .or(() ->
            task.knows(result.executionId())
                ? Optional.of("the execution is known")
                : Optional.empty());
  }

  /** A tenant's word counts for its own runs. */
  boolean isOf(RunHeader header, String tenant) {
    return header.tenant().equals(tenant);
  }

  /** A task does not go back to a role at the very place where that role has passed it on. */
  boolean isPingPong(TaskRecord task, Hop next) {
    return task.hops().stream()
        .anyMatch(hop ->
            hop.fromRole().equals(next.handoff().toRole())
                && hop.stateDigest().equals(next.stateDigest()));
  }

  /** A round that brings what the round before brought is the last. */
  boolean isStuck(String roundBefore, String round) {
    return roundBefore.equals(round);
  }

  /** A task sees what its step declares, and nothing else. */
  List<String> readable(Step step) {
    return step.reads();
  }

  /** Workers are told to stop what nobody waits for. */
  boolean stopsWorkers() {
    return true;
  }

  /** What waits for the tenant's ledger goes on at its word, whatever that is. */
  boolean heedsTheLedger() {
    return true;
  }

  /** The order in which a step's results are merged: that of the items, never that of arrival. */
  List<TaskId> ordered(Draft draft, List<TaskId> tasks) {
    return tasks;
  }

  /** Under which name the cost of a result is counted, once. */
  String execution(Result result) {
    return result.executionId();
  }

  private static boolean isClosed(TaskRecord task, StepRecord step) {
    return !task.phase().isOpen() || step.status().isClosed();
  }

  private static Optional<String> wasNeverDispatched(TaskRecord task, Result result) {
    return result.attempt() < 1 || result.attempt() > task.attempt()
        ? Optional.of("attempt " + result.attempt() + " was never dispatched")
        : Optional.empty();
  }
}
