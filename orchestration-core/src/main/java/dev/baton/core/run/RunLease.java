package dev.baton.core.run;

import dev.baton.core.message.Leased;
import java.util.Optional;

/**
 * What a run holds of its tenant's budget.
 *
 * @param leased what it may spend only as far as it is leased
 * @param tokens tokens leased so far
 * @param costMicros money leased so far, in millionths of the installation's currency
 * @param number of the last request; 0 before the first
 * @param pending whether that request waits for the ledger's word
 * @param drained whether the ledger has given less than was wanted
 * @param denied why the ledger gives no more
 */
public record RunLease(
    Leased leased,
    long tokens,
    long costMicros,
    int number,
    boolean pending,
    boolean drained,
    Optional<String> denied) {

  static RunLease of(Leased leased) {
    return new RunLease(leased, 0, 0, 0, false, false, Optional.empty());
  }

  RunLease requested(int request) {
    return new RunLease(leased, tokens, costMicros, request, true, drained, denied);
  }

  RunLease granted(long moreTokens, long moreCostMicros, boolean less) {
    return new RunLease(
        leased,
        tokens + moreTokens,
        costMicros + moreCostMicros,
        number,
        false,
        drained || less,
        denied);
  }

  RunLease denied(String reason) {
    return new RunLease(leased, tokens, costMicros, number, false, true, Optional.of(reason));
  }
}
