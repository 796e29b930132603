package dev.baton.simulation.orchestrator;

import dev.baton.core.ledger.LedgerDecision;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.ledger.LedgerMachine;
import dev.baton.core.ledger.MapLedgerStore;
import java.util.List;

/** The ledger of this world's tenant in one orchestrator's memory. */
final class TenantLedger {
  private MapLedgerStore store;

  /**
   * An applied event of the ledger.
   *
   * @param event what happened
   * @param decision what follows
   * @param after the ledger after it
   */
  record Entry(LedgerEvent event, LedgerDecision decision, MapLedgerStore after) {}

  /** The ledger after the last of its events. */
  TenantLedger(List<MapLedgerStore> history) {
    this.store = history.isEmpty() ? new MapLedgerStore() : history.getLast();
  }

  Entry apply(LedgerEvent event) {
    MapLedgerStore after = new MapLedgerStore(store);
    LedgerDecision decision = LedgerMachine.apply(after, event);
    store = after;
    return new Entry(event, decision, after);
  }
}
