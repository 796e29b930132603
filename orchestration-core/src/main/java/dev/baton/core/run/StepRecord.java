package dev.baton.core.run;

import dev.baton.core.ledger.Amount;
import dev.baton.core.message.Usage;
import java.time.Instant;
import java.util.Optional;

/**
 * One round of a step. Counts instead of lists, so that a fan-out of ten thousand costs no more per
 * result than one of ten.
 *
 * @param status where it stands
 * @param role who works on it; the last role that a task fell back to
 * @param startedAt when it started
 * @param endedAt when it ended
 * @param total tasks that it has
 * @param next tasks that were created, in the order of the items
 * @param open tasks that were created and have not ended
 * @param succeeded tasks with an accepted success
 * @param failed tasks given up
 * @param attempts attempts dispatched
 * @param cancelledTo items whose open tasks were cancelled, counted from the first
 * @param usage what its tasks cost
 * @param tokensReserved tokens that its attempts which have not said their last word may still
 *     spend
 * @param costMicrosReserved money that they may still spend, in millionths of the installation's
 *     currency
 * @param failure why it failed as a whole
 */
public record StepRecord(
    StepStatus status,
    String role,
    Instant startedAt,
    Optional<Instant> endedAt,
    int total,
    int next,
    int open,
    int succeeded,
    int failed,
    int attempts,
    int cancelledTo,
    Usage usage,
    long tokensReserved,
    long costMicrosReserved,
    Optional<Failure> failure)
    implements RunRecord {

  static StepRecord started(String role, int total, Instant at) {
    return new StepRecord(
        StepStatus.ACTIVE,
        role,
        at,
        Optional.empty(),
        total,
        0,
        0,
        0,
        0,
        0,
        0,
        Usage.NONE,
        0,
        0,
        Optional.empty());
  }

  /** Whether every task has ended. */
  public boolean hasAllEnded() {
    return succeeded + failed == total;
  }

  StepRecord closed(StepStatus how, Optional<Failure> why, Instant at) {
    return new StepRecord(
        how,
        role,
        startedAt,
        Optional.of(at),
        total,
        next,
        open,
        succeeded,
        failed,
        attempts,
        cancelledTo,
        usage,
        tokensReserved,
        costMicrosReserved,
        why);
  }

  /** The next task was created, either to be dispatched or to be given up at once. */
  StepRecord created() {
    return counting(next + 1, open + 1, succeeded, failed, cancelledTo);
  }

  StepRecord taskSucceeded() {
    return counting(next, open - 1, succeeded + 1, failed, cancelledTo);
  }

  StepRecord taskFailed() {
    return counting(next, open - 1, succeeded, failed + 1, cancelledTo);
  }

  StepRecord taskCancelled(int index) {
    return counting(next, open - 1, succeeded, failed, index + 1);
  }

  private StepRecord counting(
      int nextNow, int openNow, int succeededNow, int failedNow, int cancelledToNow) {
    return new StepRecord(
        status,
        role,
        startedAt,
        endedAt,
        total,
        nextNow,
        openNow,
        succeededNow,
        failedNow,
        attempts,
        cancelledToNow,
        usage,
        tokensReserved,
        costMicrosReserved,
        failure);
  }

  StepRecord attempted(String by) {
    return spending(by, attempts + 1, usage, Reservation.none(attempts + 1));
  }

  StepRecord plus(Usage more) {
    return spending(role, attempts, usage.plus(more), Reservation.none(attempts));
  }

  StepRecord reserving(Reservation more) {
    return spending(role, attempts, usage, more);
  }

  private StepRecord spending(String by, int attemptsNow, Usage usageNow, Reservation more) {
    return new StepRecord(
        status,
        by,
        startedAt,
        endedAt,
        total,
        next,
        open,
        succeeded,
        failed,
        attemptsNow,
        cancelledTo,
        usageNow,
        tokensReserved + more.tokens(),
        costMicrosReserved + more.costMicros(),
        failure);
  }

  /** What is spent or set aside. */
  Amount taken() {
    return new Amount(usage.tokens() + tokensReserved, usage.costMicros() + costMicrosReserved);
  }
}
