package dev.baton.core.ledger;

import dev.baton.core.id.RunId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A ledger in memory. Not thread-safe. */
public final class MapLedgerStore implements LedgerStore {
  private final Map<RunId, Lease> leases = new HashMap<>();
  private final TreeSet<Lease> byDue =
      new TreeSet<>(
          Comparator.comparing(Lease::due).thenComparing(lease -> lease.runId().toString()));
  private Account account = Account.NEW;

  /** A ledger without entries. */
  public MapLedgerStore() {}

  /** A copy. */
  public MapLedgerStore(MapLedgerStore other) {
    account = other.account;
    leases.putAll(other.leases);
    byDue.addAll(other.byDue);
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public void put(Account next) {
    account = next;
  }

  @Override
  public Optional<Lease> lease(RunId runId) {
    return Optional.ofNullable(leases.get(runId));
  }

  @Override
  public Optional<Lease> firstDue(Instant at) {
    return byDue.isEmpty() || byDue.first().due().isAfter(at)
        ? Optional.empty()
        : Optional.of(byDue.first());
  }

  @Override
  public void put(Lease lease) {
    lease(lease.runId()).ifPresent(this::remove);
    leases.put(lease.runId(), lease);
    byDue.add(lease);
  }

  @Override
  public void remove(Lease lease) {
    leases.remove(lease.runId());
    byDue.remove(lease);
  }

  /** All leases, by run. */
  public Map<RunId, Lease> leases() {
    return Map.copyOf(leases);
  }
}
