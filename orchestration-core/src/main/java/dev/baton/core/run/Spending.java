package dev.baton.core.run;

import dev.baton.core.message.Usage;

/**
 * What a run has spent.
 *
 * @param usage what its executions cost, superseded ones included
 * @param dispatches attempts dispatched
 * @param retries attempts that were tried again
 * @param tokensReserved tokens that attempts in flight may still spend
 */
public record Spending(Usage usage, int dispatches, int retries, long tokensReserved) {
  /** Nothing. */
  public static final Spending NONE = new Spending(Usage.NONE, 0, 0, 0);

  Spending dispatched(long tokens) {
    return new Spending(usage, dispatches + 1, retries, tokensReserved + tokens);
  }

  Spending released(long tokens) {
    return new Spending(usage, dispatches, retries, Math.max(0, tokensReserved - tokens));
  }

  Spending retried() {
    return new Spending(usage, dispatches, retries + 1, tokensReserved);
  }

  Spending plus(Usage more) {
    return new Spending(usage.plus(more), dispatches, retries, tokensReserved);
  }
}
