package dev.baton.core.ledger;

import dev.baton.core.id.RunId;
import java.time.Instant;

/** Something that was decided about a tenant's ledger. */
public sealed interface LedgerFact {

  /**
   * Another limit holds.
   *
   * @param limit what the tenant's runs may spend
   */
  record LimitChanged(TenantLimit limit) implements LedgerFact {}

  /**
   * A period began: what was spent before it does not count any more.
   *
   * @param start when
   */
  record PeriodRolledOver(Instant start) implements LedgerFact {}

  /**
   * A run may spend more.
   *
   * @param runId which run
   * @param number of its request
   * @param amount how much more
   * @param due when the lease comes back whatever becomes of the run
   */
  record LeaseGranted(RunId runId, int number, Amount amount, Instant due) implements LedgerFact {}

  /**
   * A run may not spend more.
   *
   * @param runId which run
   * @param number of its request
   * @param reason names the tenant's limit
   * @param due until when the request is remembered
   */
  record LeaseDenied(RunId runId, int number, String reason, Instant due) implements LedgerFact {}

  /**
   * A run has said what it spent.
   *
   * @param runId which run
   * @param total all that it has spent
   */
  record SpendingCounted(RunId runId, Amount total) implements LedgerFact {}

  /**
   * The rest of a lease came back.
   *
   * @param runId whose lease
   * @param ended whether its run has ended; else the lease was due
   */
  record LeaseReturned(RunId runId, boolean ended) implements LedgerFact {}

  /**
   * A closed lease is forgotten: nobody repeats a request of its run any more.
   *
   * @param runId whose lease
   */
  record LeaseForgotten(RunId runId) implements LedgerFact {}

  /**
   * An event came twice or too late.
   *
   * @param reason why it does not count
   */
  record EventSuperseded(String reason) implements LedgerFact {}
}
