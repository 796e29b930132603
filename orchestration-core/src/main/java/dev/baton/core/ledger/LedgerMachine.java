package dev.baton.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what events mean for a tenant's ledger. Leases are granted only as far as the limit
 * reaches; what a run says of its spending counts as a total, so the order and the number of its
 * reports do not matter. Needs no clock and no timer: periods and leases that are over are dealt
 * with at the next event, before which nobody could tell the difference. Stateless and thread-safe.
 */
public final class LedgerMachine {
  /** Leases that come back at one event; further ones at the next. */
  static final int MAX_DUE = 64;

  private LedgerMachine() {}

  /** Decides, and folds the facts into the store. */
  public static LedgerDecision apply(LedgerStore store, LedgerEvent event) {
    Draft draft = new Draft(store);
    rollOver(draft, event.at());
    // A run that speaks when its lease is due is heard before the lease comes back.
    if (event instanceof LedgerEvent.LeaseSettled settled) {
      settle(draft, settled);
    }
    returnDue(draft, event.at());
    switch (event) {
      case LedgerEvent.LimitSet set -> set(draft, set);
      case LedgerEvent.LeaseRequested asked -> ask(draft, asked);
      case LedgerEvent.LeaseSettled _ -> {}
    }
    return new LedgerDecision(draft.facts, draft.word);
  }

  private static final class Draft {
    private final LedgerStore store;
    private final List<LedgerFact> facts = new ArrayList<>();
    private Optional<LedgerDecision.Word> word = Optional.empty();

    Draft(LedgerStore store) {
      this.store = store;
    }

    void record(LedgerFact fact) {
      facts.add(fact);
      LedgerEvolution.evolve(store, fact);
    }
  }

  private static void rollOver(Draft draft, Instant at) {
    Account account = draft.store.account();
    Instant start = account.limit().period().startOf(at);
    if (start.isAfter(account.periodStart())) {
      draft.record(new LedgerFact.PeriodRolledOver(start));
    }
  }

  private static void returnDue(Draft draft, Instant at) {
    for (int i = 0; i < MAX_DUE; i++) {
      Optional<Lease> due = draft.store.firstDue(at);
      if (due.isEmpty()) {
        return;
      }
      if (!due.get().closed()) {
        draft.record(new LedgerFact.LeaseReturned(due.get().runId(), false));
      }
      draft.record(new LedgerFact.LeaseForgotten(due.get().runId()));
    }
  }

  private static void set(Draft draft, LedgerEvent.LimitSet set) {
    if (draft.store.account().limit().equals(set.limit())) {
      draft.record(new LedgerFact.EventSuperseded("the limit holds already"));
      return;
    }
    draft.record(new LedgerFact.LimitChanged(set.limit()));
    rollOver(draft, set.at());
  }

  private static void ask(Draft draft, LedgerEvent.LeaseRequested asked) {
    Optional<Lease> lease = draft.store.lease(asked.runId());
    if (lease.filter(known -> known.closed() || asked.number() <= known.number()).isPresent()) {
      draft.record(new LedgerFact.EventSuperseded("request " + asked.number() + " was answered"));
      return;
    }
    lease.ifPresent(known -> count(draft, known, asked.spent()));
    Amount free = draft.store.account().left();
    if (free.covers(asked.least())) {
      grant(draft, asked, asked.wanted().atMost(free));
    } else {
      deny(draft, asked, free);
    }
  }

  private static void grant(Draft draft, LedgerEvent.LeaseRequested asked, Amount amount) {
    draft.record(new LedgerFact.LeaseGranted(asked.runId(), asked.number(), amount, asked.due()));
    draft.word =
        Optional.of(
            new LedgerDecision.Word(
                asked.runId(),
                asked.number(),
                Optional.of(amount),
                Optional.empty(),
                !amount.covers(asked.wanted())));
  }

  private static void deny(Draft draft, LedgerEvent.LeaseRequested asked, Amount free) {
    String reason = reason(draft.store.account().limit(), asked, free);
    draft.record(new LedgerFact.LeaseDenied(asked.runId(), asked.number(), reason, asked.due()));
    draft.word =
        Optional.of(
            new LedgerDecision.Word(
                asked.runId(), asked.number(), Optional.empty(), Optional.of(reason), false));
  }

  private static String reason(TenantLimit limit, LedgerEvent.LeaseRequested asked, Amount free) {
    boolean tokens = free.tokens() < asked.least().tokens();
    return "tenant '%s' has %d left of its %d %s per %s (expected: at least %d)"
        .formatted(
            asked.tenant(),
            Math.max(0, tokens ? free.tokens() : free.costMicros()),
            tokens ? limit.most().tokens() : limit.most().costMicros(),
            tokens ? "tokens" : "cost micros",
            limit.period().word(),
            tokens ? asked.least().tokens() : asked.least().costMicros());
  }

  private static void settle(Draft draft, LedgerEvent.LeaseSettled settled) {
    Optional<Lease> lease = draft.store.lease(settled.runId()).filter(known -> !known.closed());
    if (lease.isEmpty()) {
      draft.record(new LedgerFact.EventSuperseded("the run holds no lease"));
      return;
    }
    boolean counted = count(draft, lease.get(), settled.spent());
    if (settled.ended()) {
      draft.record(new LedgerFact.LeaseReturned(settled.runId(), true));
    } else if (!counted) {
      draft.record(new LedgerFact.EventSuperseded("so much was counted"));
    }
  }

  /** Whether the run had said less before. */
  private static boolean count(Draft draft, Lease lease, Amount total) {
    boolean grows = !total.less(lease.spent()).equals(Amount.NONE);
    if (grows) {
      draft.record(new LedgerFact.SpendingCounted(lease.runId(), lease.spent().atLeast(total)));
    }
    return grows;
  }
}
