package dev.baton.core.ledger;

import dev.baton.core.id.RunId;
import java.time.Instant;

/**
 * What a run may spend of its tenant's account. Once the run has ended it stays, closed, until it
 * is due, so that a repeated request is known to be one.
 *
 * @param runId whose lease it is
 * @param number of the run's last request, from 1
 * @param granted all that was granted
 * @param spent what the run has said that it spent
 * @param due when it comes back, whatever became of the run
 * @param closed whether the run has ended
 */
public record Lease(
    RunId runId, int number, Amount granted, Amount spent, Instant due, boolean closed) {

  static Lease none(RunId runId) {
    return new Lease(runId, 0, Amount.NONE, Amount.NONE, Instant.EPOCH, false);
  }

  /** What the run may still spend. */
  Amount open() {
    return closed ? Amount.NONE : granted.less(spent);
  }

  Lease asked(int request, Amount more, Instant until) {
    Instant later = until.isAfter(due) ? until : due;
    return new Lease(runId, request, granted.plus(more), spent, later, closed);
  }

  Lease reported(Amount total) {
    return new Lease(runId, number, granted, total, due, closed);
  }

  Lease close() {
    return new Lease(runId, number, granted, spent, due, true);
  }
}
