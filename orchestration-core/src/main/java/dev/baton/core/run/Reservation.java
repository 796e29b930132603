package dev.baton.core.run;

import dev.baton.core.message.Usage;

/**
 * What is set aside for an attempt until it has said its last word. An attempt that was counted as
 * lost may still be spending, so its reservation stands until then.
 *
 * @param attempt from 1
 * @param tokens tokens that it may still spend
 * @param costMicros money that it may still spend, in millionths of the installation's currency
 */
public record Reservation(int attempt, long tokens, long costMicros) {
  static Reservation none(int attempt) {
    return new Reservation(attempt, 0, 0);
  }

  boolean isEmpty() {
    return tokens == 0 && costMicros == 0;
  }

  /** What is left once some of it was spent; never less than nothing. */
  Reservation less(Usage spent) {
    return new Reservation(
        attempt,
        Math.max(0, tokens - spent.tokens()),
        Math.max(0, costMicros - spent.costMicros()));
  }

  Reservation minus(Reservation other) {
    return new Reservation(attempt, tokens - other.tokens, costMicros - other.costMicros);
  }
}
