package dev.baton.core.ledger;

import dev.baton.core.id.RunId;
import java.time.Instant;

/** Folds what was decided about a tenant's ledger: its state is the fold of its facts. */
public final class LedgerEvolution {
  private LedgerEvolution() {}

  /** Folds one fact into the store. */
  public static void evolve(LedgerStore store, LedgerFact fact) {
    switch (fact) {
      case LedgerFact.LimitChanged changed -> store.put(store.account().withLimit(changed.limit()));
      case LedgerFact.PeriodRolledOver rolled ->
          store.put(store.account().inPeriod(rolled.start()));
      case LedgerFact.LeaseGranted granted ->
          put(
              store,
              asked(store, granted.runId(), granted.number(), granted.amount(), granted.due()));
      case LedgerFact.LeaseDenied denied ->
          put(store, asked(store, denied.runId(), denied.number(), Amount.NONE, denied.due()));
      case LedgerFact.SpendingCounted counted ->
          put(store, lease(store, counted.runId()).reported(counted.total()));
      case LedgerFact.LeaseReturned returned -> put(store, lease(store, returned.runId()).close());
      case LedgerFact.LeaseForgotten forgotten -> store.remove(lease(store, forgotten.runId()));
      case LedgerFact.EventSuperseded _ -> {}
    }
  }

  private static Lease asked(LedgerStore store, RunId runId, int number, Amount more, Instant due) {
    return store.lease(runId).orElse(Lease.none(runId)).asked(number, more, due);
  }

  private static Lease lease(LedgerStore store, RunId runId) {
    return store
        .lease(runId)
        .orElseThrow(() -> new IllegalStateException("run " + runId + " holds no lease"));
  }

  /** The account follows its leases. */
  private static void put(LedgerStore store, Lease next) {
    Lease former = store.lease(next.runId()).orElse(Lease.none(next.runId()));
    store.put(
        store
            .account()
            .changed(next.open().minus(former.open()), next.spent().minus(former.spent())));
    store.put(next);
  }
}
