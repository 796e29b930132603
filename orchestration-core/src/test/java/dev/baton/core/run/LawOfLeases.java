package dev.baton.core.run;

import dev.baton.core.ledger.Amount;
import dev.baton.core.ledger.LedgerEvent;
import java.util.List;

/** What a run holds of its tenant's budget bounds it, and comes back at its end. */
final class LawOfLeases {
  private boolean asked;
  private boolean returned;
  private boolean owesAWord;

  void takeOver(LawOfLeases other) {
    asked = other.asked;
    returned = other.returned;
    owesAWord = other.owesAWord;
  }

  /** All that it remembers. */
  List<Object> memory() {
    return List.of(asked, returned, owesAWord);
  }

  void follow(Applied applied, LawBook laws) {
    if (applied.entry().event() instanceof RunEvent.BudgetDecided && owesAWord) {
      owesAWord = false;
      laws.holds(
          applied.entry().facts().stream()
              .anyMatch(fact ->
                  fact instanceof RunFact.LeaseGranted
                      || fact instanceof RunFact.LeaseDenied
                      || fact instanceof RunFact.EventSuperseded),
          "lease: the ledger's word led to nothing");
    }
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.TellLedger(LedgerEvent.LeaseRequested request)) {
        laws.holds(!returned, "lease: asked for after the end");
        laws.holds(
            applied.entry().facts().stream()
                .anyMatch(fact ->
                    fact instanceof RunFact.LeaseRequested noted
                        && noted.number() == request.number()),
            "lease: asked for without a fact");
        asked = true;
        owesAWord = true;
      }
      if (effect instanceof Effect.TellLedger(LedgerEvent.LeaseSettled settled)
          && settled.ended()) {
        laws.holds(!returned, "lease: returned twice");
        returned = true;
      }
    }
  }

  void check(Spending spending, LawBook laws) {
    spending
        .lease()
        .ifPresent(lease -> {
          Amount taken = spending.taken();
          laws.holds(
              !lease.leased().tokens() || taken.tokens() <= lease.tokens(),
              "lease: %d tokens taken of %d".formatted(taken.tokens(), lease.tokens()));
          laws.holds(
              !lease.leased().costMicros() || taken.costMicros() <= lease.costMicros(),
              "lease: %d cost micros taken of %d"
                  .formatted(taken.costMicros(), lease.costMicros()));
        });
  }

  void checkEnd(LawBook laws) {
    laws.holds(returned == asked, "lease: the run has ended and the ledger was not told");
  }
}
