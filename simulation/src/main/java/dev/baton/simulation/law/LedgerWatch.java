package dev.baton.simulation.law;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.id.RunId;
import dev.baton.core.ledger.Amount;
import dev.baton.core.ledger.LedgerDecision;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.ledger.LedgerFact;
import dev.baton.core.ledger.TenantLimit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps the books of the world's tenant beside its ledger. Not thread-safe. */
final class LedgerWatch {
  private static final long NO_BOUND = Long.MAX_VALUE / 4;

  private final Map<RunId, Amount> granted = new HashMap<>();
  private final Map<RunId, Amount> spent = new HashMap<>();
  private final Set<RunId> returned = new HashSet<>();
  private Optional<TenantLimit> limit = Optional.empty();

  /** One event of the ledger, when what came of it was committed. */
  void applied(LedgerEvent event, LedgerDecision decision) {
    switch (event) {
      case LedgerEvent.LimitSet set -> limit = Optional.of(set.limit());
      case LedgerEvent.LeaseRequested asked -> said(asked.runId(), asked.spent());
      case LedgerEvent.LeaseSettled settled -> said(settled.runId(), settled.spent());
    }
    for (LedgerFact fact : decision.facts()) {
      if (fact instanceof LedgerFact.LeaseReturned back) {
        unless(
            granted.containsKey(back.runId()) && returned.add(back.runId()),
            () -> "lease: came back twice: " + back);
      }
    }
    decision.word().ifPresent(this::granted);
  }

  private void said(RunId run, Amount total) {
    if (!returned.contains(run)) {
      spent.merge(run, total, Amount::atLeast);
    }
  }

  private void granted(LedgerDecision.Word word) {
    granted.merge(word.runId(), word.granted().orElse(Amount.NONE), Amount::plus);
    if (word.granted().isPresent()) {
      Amount taken = Amount.NONE;
      for (Map.Entry<RunId, Amount> lease : granted.entrySet()) {
        taken = taken.plus(taken(lease.getKey(), lease.getValue()));
      }
      Amount all = taken;
      unless(most().covers(all), () -> "ledger: %s taken of %s".formatted(all, most()));
    }
  }

  /** An open lease counts whole, and one that came back with what was spent of it. */
  private Amount taken(RunId run, Amount lease) {
    Amount said = spent.getOrDefault(run, Amount.NONE);
    return returned.contains(run) ? said : lease.atLeast(said);
  }

  /** What the tenant may spend in the world, which is shorter than any period. */
  Amount most() {
    return new Amount(
        limit.flatMap(TenantLimit::tokens).orElse(NO_BOUND),
        limit.flatMap(TenantLimit::costMicros).orElse(NO_BOUND));
  }

  /** At the end of the world, of a run that has ended. */
  void checkEnd(RunId run) {
    unless(
        !granted.containsKey(run) || returned.contains(run),
        () -> "lease: run %s has ended and its lease has not come back".formatted(run));
  }
}
