package dev.baton.core.ledger;

import dev.baton.core.id.RunId;
import java.time.Instant;
import java.util.Optional;

/** The records of one tenant's ledger. None grows with the number of leases. */
public interface LedgerStore {
  /** The tenant's account. */
  Account account();

  /** Replaces the account. */
  void put(Account account);

  /** The lease of a run. */
  Optional<Lease> lease(RunId runId);

  /** The lease that is due first, where one is due at that time. */
  Optional<Lease> firstDue(Instant at);

  /** Adds or replaces a lease. */
  void put(Lease lease);

  /** Removes a lease. */
  void remove(Lease lease);
}
