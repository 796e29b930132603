package dev.baton.core.run;

import dev.baton.core.ledger.Amount;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.message.FailureClass;
import java.time.Duration;
import java.util.Optional;

/**
 * A run of a tenant with a limit spends only what the tenant's ledger leases to it. It asks for
 * more in blocks; what does not fit waits for the ledger's word, and goes on with it or is given
 * up.
 */
final class Leasing {
  private static final long UNLIMITED = Long.MAX_VALUE / 2;

  /**
   * How long after its deadline a run's lease comes back by itself. Longer than the orchestrator is
   * away, or what the run says at its end would come too late to be counted.
   */
  private static final Duration RETURN_AFTER = Duration.ofHours(1);

  private Leasing() {}

  /**
   * What an attempt needs.
   *
   * @param least with less it is not worth dispatching
   * @param wanted what it is to be granted
   * @param expected among how many attempts the rest is to be shared once the ledger gives no more
   */
  record Need(Amount least, Amount wanted, long expected) {
    Amount share(Amount left) {
      Amount equal = new Amount(left.tokens() / expected, left.costMicros() / expected);
      return equal.atLeast(least).atMost(wanted);
    }
  }

  /** What the lease leaves for an attempt. */
  sealed interface Outcome {
    /** So much. */
    record Enough(Amount granted) implements Outcome {}

    /** The ledger is asked. */
    record Waits() implements Outcome {}

    /** The ledger gives no more. */
    record Denied(Failure why) implements Outcome {}
  }

  static Outcome ask(Draft draft, RunLease lease, Need need) {
    Amount left = left(draft, lease);
    if (left.covers(need.wanted())) {
      return new Outcome.Enough(need.wanted());
    }
    if (lease.pending()) {
      return new Outcome.Waits();
    }
    if (lease.drained() && left.covers(need.least())) {
      return new Outcome.Enough(need.share(left));
    }
    if (lease.denied().isPresent()) {
      return new Outcome.Denied(new Failure(FailureClass.BUDGET, lease.denied().get()));
    }
    request(draft, lease, need, left);
    return new Outcome.Waits();
  }

  /** What is leased and neither spent nor set aside; without end where the ledger does not ask. */
  private static Amount left(Draft draft, RunLease lease) {
    Amount taken = draft.header().spending().taken();
    return new Amount(
        lease.leased().tokens() ? lease.tokens() - taken.tokens() : UNLIMITED,
        lease.leased().costMicros() ? lease.costMicros() - taken.costMicros() : UNLIMITED);
  }

  private static void request(Draft draft, RunLease lease, Need need, Amount left) {
    BudgetLimits limits = draft.plan().limits().budgets();
    Amount block = new Amount(limits.leaseTokens(), limits.leaseCostMicros());
    Amount least = leased(lease, need.least().minus(left).atLeast(Amount.NONE));
    Amount wanted = leased(lease, block.atLeast(need.wanted().minus(left))).atLeast(least);
    int number = lease.number() + 1;
    draft.record(
        new RunFact.LeaseRequested(
            number,
            least.tokens(),
            least.costMicros(),
            wanted.tokens(),
            wanted.costMicros(),
            draft.at().plus(limits.leaseWait())));
    RunHeader header = draft.header();
    draft.emit(
        new Effect.TellLedger(
            new LedgerEvent.LeaseRequested(
                header.tenant(),
                draft.runId(),
                number,
                least,
                wanted,
                header.spending().spent(),
                header.deadline().plus(RETURN_AFTER),
                draft.at())));
  }

  private static Amount leased(RunLease lease, Amount amount) {
    return new Amount(
        lease.leased().tokens() ? amount.tokens() : 0,
        lease.leased().costMicros() ? amount.costMicros() : 0);
  }

  /** The ledger's word. */
  static void decided(Draft draft, RunEvent.BudgetDecided decided) {
    Optional<String> refusal = refusal(draft, decided);
    if (refusal.isPresent()) {
      draft.record(new RunFact.EventSuperseded("budget decided", refusal.get()));
      return;
    }
    int number = Integer.parseInt(decided.leaseId());
    if (decided.granted()) {
      draft.record(
          new RunFact.LeaseGranted(
              number, decided.tokens(), decided.costMicros(), decided.drained()));
    } else {
      draft.record(new RunFact.LeaseDenied(number, decided.reason().orElse("denied")));
    }
    goOn(draft);
  }

  private static Optional<String> refusal(Draft draft, RunEvent.BudgetDecided decided) {
    Optional<RunHeader> header = draft.findHeader();
    if (header.isEmpty()) {
      return Optional.of("the run is unknown");
    }
    if (draft.guards().isFinished(header.get())) {
      return Optional.of("the run has ended");
    }
    if (!draft.guards().isOf(header.get(), decided.tenant())) {
      return Optional.of("the run belongs to another tenant");
    }
    return header
            .get()
            .spending()
            .lease()
            .filter(lease ->
                lease.pending() && Integer.toString(lease.number()).equals(decided.leaseId()))
            .isPresent()
        ? Optional.empty()
        : Optional.of("the run does not wait for it");
  }

  /** The ledger has said nothing in time: nothing is spent that nobody has granted. */
  static void unanswered(Draft draft) {
    RunHeader header = draft.header();
    draft.record(
        new RunFact.LeaseDenied(
            header.spending().lease().orElseThrow().number(),
            "the ledger of tenant '%s' said nothing within %s"
                .formatted(header.tenant(), draft.plan().limits().budgets().leaseWait())));
    goOn(draft);
  }

  private static void goOn(Draft draft) {
    // A run that takes effects back begins nothing else.
    if (draft.guards().heedsTheLedger() && !draft.isFinished()) {
      Scheduling.goOn(draft);
    }
  }

  /** At the end of a run the rest of its lease comes back. What may still be spent does not. */
  static void settle(Draft draft) {
    RunHeader header = draft.header();
    if (header.spending().lease().filter(lease -> lease.number() > 0).isPresent()) {
      draft.emit(
          new Effect.TellLedger(
              new LedgerEvent.LeaseSettled(
                  header.tenant(), draft.runId(), header.spending().taken(), true, draft.at())));
    }
  }
}
