package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.ledger.Amount;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Effect;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunFact;
import dev.baton.core.run.Spending;
import java.util.List;

/** What a run holds of its tenant's budget bounds it, and comes back at its end. */
final class LeaseLaws {
  private boolean asked;
  private boolean returned;
  private boolean owesAWord;

  LeaseLaws() {}

  LeaseLaws(LeaseLaws other) {
    asked = other.asked;
    returned = other.returned;
    owesAWord = other.owesAWord;
  }

  List<Object> memory() {
    return List.of(asked, returned, owesAWord);
  }

  void follow(Applied applied) {
    if (applied.entry().event() instanceof RunEvent.BudgetDecided && owesAWord) {
      owesAWord = false;
      unless(
          applied.entry().facts().stream()
              .anyMatch(fact ->
                  fact instanceof RunFact.LeaseGranted
                      || fact instanceof RunFact.LeaseDenied
                      || fact instanceof RunFact.EventSuperseded),
          "lease: the ledger's word led to nothing");
    }
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.TellLedger(LedgerEvent.LeaseRequested request)) {
        unless(!returned, "lease: asked for after the end");
        unless(
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
        unless(!returned, "lease: returned twice");
        returned = true;
      }
    }
  }

  void check(Spending spending) {
    spending
        .lease()
        .ifPresent(lease -> {
          Amount taken = FundsLaws.taken(spending);
          unless(
              !lease.leased().tokens() || taken.tokens() <= lease.tokens(),
              () -> "lease: %d tokens taken of %d".formatted(taken.tokens(), lease.tokens()));
          unless(
              !lease.leased().costMicros() || taken.costMicros() <= lease.costMicros(),
              () ->
                  "lease: %d cost micros taken of %d"
                      .formatted(taken.costMicros(), lease.costMicros()));
        });
  }

  void checkEnd() {
    unless(returned == asked, "lease: the run has ended and the ledger was not told");
  }
}
