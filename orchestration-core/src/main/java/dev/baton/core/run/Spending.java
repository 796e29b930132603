package dev.baton.core.run;

import dev.baton.core.message.Usage;

/**
 * What a run has spent.
 *
 * @param usage what its executions cost, superseded ones included
 * @param dispatches attempts dispatched
 * @param retries attempts that were tried again
 * @param tokensReserved tokens that attempts which have not said their last word may still spend
 * @param costMicrosReserved money that they may still spend, in millionths of the installation's
 *     currency
 */
public record Spending(
    Usage usage, int dispatches, int retries, long tokensReserved, long costMicrosReserved) {
  /** Nothing. */
  public static final Spending NONE = new Spending(Usage.NONE, 0, 0, 0, 0);

  /** Tokens that are spent or set aside. */
  long tokensTaken() {
    return usage.tokens() + tokensReserved;
  }

  /** Money that is spent or set aside. */
  long costMicrosTaken() {
    return usage.costMicros() + costMicrosReserved;
  }

  Spending dispatched(Reservation reserved) {
    return new Spending(
        usage,
        dispatches + 1,
        retries,
        tokensReserved + reserved.tokens(),
        costMicrosReserved + reserved.costMicros());
  }

  Spending released(Reservation reserved) {
    return new Spending(
        usage,
        dispatches,
        retries,
        tokensReserved - reserved.tokens(),
        costMicrosReserved - reserved.costMicros());
  }

  Spending retried() {
    return new Spending(usage, dispatches, retries + 1, tokensReserved, costMicrosReserved);
  }

  Spending plus(Usage more) {
    return new Spending(usage.plus(more), dispatches, retries, tokensReserved, costMicrosReserved);
  }
}
