package dev.baton.core.ledger;

import dev.baton.core.id.RunId;
import java.time.Instant;

/** Something that happens to a tenant's ledger. Brings its time. */
public sealed interface LedgerEvent {
  /** Whose ledger. */
  String tenant();

  /** When. */
  Instant at();

  /**
   * The operator set the tenant's limit.
   *
   * @param tenant whose ledger
   * @param limit what holds from now on
   * @param at when
   */
  record LimitSet(String tenant, TenantLimit limit, Instant at) implements LedgerEvent {}

  /**
   * A run asks for more.
   *
   * @param tenant whose ledger
   * @param runId which run
   * @param number of the request, from 1
   * @param least with less the run cannot go on
   * @param wanted what it would like to have
   * @param spent what the run has spent so far
   * @param due when the lease comes back whatever becomes of the run
   * @param at when
   */
  record LeaseRequested(
      String tenant,
      RunId runId,
      int number,
      Amount least,
      Amount wanted,
      Amount spent,
      Instant due,
      Instant at)
      implements LedgerEvent {}

  /**
   * A run says what it has spent.
   *
   * @param tenant whose ledger
   * @param runId which run
   * @param spent what the run has spent so far
   * @param ended whether the run has ended, so that the rest of its lease comes back
   * @param at when
   */
  record LeaseSettled(String tenant, RunId runId, Amount spent, boolean ended, Instant at)
      implements LedgerEvent {}
}
