package dev.baton.core.run;

import dev.baton.core.ledger.Amount;
import dev.baton.core.message.Usage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run has spent, and what it holds and saves to go on.
 *
 * @param usage what its executions cost, superseded ones included
 * @param dispatches attempts dispatched
 * @param retries attempts that were tried again
 * @param tokensReserved tokens that attempts which have not said their last word may still spend
 * @param costMicrosReserved money that they may still spend, in millionths of the installation's
 *     currency
 * @param lease what it holds of its tenant's budget; absent where the tenant has no limit
 * @param rung how far it has come down to save what is left of its budget
 * @param savings why, the first rung first
 */
public record Spending(
    Usage usage,
    int dispatches,
    int retries,
    long tokensReserved,
    long costMicrosReserved,
    Optional<RunLease> lease,
    Rung rung,
    List<String> savings) {
  /** Nothing. */
  public static final Spending NONE =
      new Spending(Usage.NONE, 0, 0, 0, 0, Optional.empty(), Rung.FULL, List.of());

  /** Copies the list. */
  public Spending {
    savings = List.copyOf(savings);
  }

  /** What is spent or set aside. */
  Amount taken() {
    return new Amount(usage.tokens() + tokensReserved, usage.costMicros() + costMicrosReserved);
  }

  /** What is spent. */
  Amount spent() {
    return new Amount(usage.tokens(), usage.costMicros());
  }

  /** Whether the run waits for its tenant's ledger. */
  boolean waits() {
    return lease.filter(RunLease::pending).isPresent();
  }

  Spending dispatched(Reservation reserved) {
    return counting(usage, dispatches + 1, retries).reserving(reserved, 1);
  }

  Spending released(Reservation reserved) {
    return reserving(reserved, -1);
  }

  Spending retried() {
    return counting(usage, dispatches, retries + 1);
  }

  Spending plus(Usage more) {
    return counting(usage.plus(more), dispatches, retries);
  }

  Spending holding(Optional<RunLease> next) {
    return new Spending(
        usage, dispatches, retries, tokensReserved, costMicrosReserved, next, rung, savings);
  }

  Spending saving(Rung next, String reason) {
    return new Spending(
        usage,
        dispatches,
        retries,
        tokensReserved,
        costMicrosReserved,
        lease,
        next,
        Stream.concat(savings.stream(), Stream.of(reason)).toList());
  }

  private Spending counting(Usage nextUsage, int nextDispatches, int nextRetries) {
    return new Spending(
        nextUsage,
        nextDispatches,
        nextRetries,
        tokensReserved,
        costMicrosReserved,
        lease,
        rung,
        savings);
  }

  private Spending reserving(Reservation reserved, int sign) {
    return new Spending(
        usage,
        dispatches,
        retries,
        tokensReserved + sign * reserved.tokens(),
        costMicrosReserved + sign * reserved.costMicros(),
        lease,
        rung,
        savings);
  }
}
