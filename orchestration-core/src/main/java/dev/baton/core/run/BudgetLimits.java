package dev.baton.core.run;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The installation's bounds on what runs may spend. Pinned to a run, so that its decisions can be
 * made again when prices have changed.
 *
 * @param tierPrices model tier to the highest price of its tokens, in millionths of the
 *     installation's currency per million tokens; a tier without an entry has no known price
 * @param leaseTokens tokens that a run asks its tenant's ledger for at once
 * @param leaseCostMicros money that it asks for at once, in millionths of the installation's
 *     currency
 * @param leaseWait how long it waits for the ledger's word, after which it counts as denied
 * @param cheaperFrom percent of a bound from which the cards' cheaper tiers are used
 * @param fewerFrom percent from which optional items of fan-outs are left out
 * @param finishFrom percent from which nothing is tried again and no loop goes round
 */
public record BudgetLimits(
    Map<String, Long> tierPrices,
    long leaseTokens,
    long leaseCostMicros,
    Duration leaseWait,
    int cheaperFrom,
    int fewerFrom,
    int finishFrom) {
  /** Bounds that suit most installations; no known prices. */
  public static final BudgetLimits DEFAULT =
      new BudgetLimits(Map.of(), 200_000, 1_000_000, Duration.ofSeconds(30), 80, 90, 95);

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  /** Copies the map; sorted, because the digest of a plan is made of its text. */
  public BudgetLimits {
    tierPrices = Collections.unmodifiableMap(new TreeMap<>(tierPrices));
  }

  /** The same with other prices. */
  public BudgetLimits withPrices(Map<String, Long> prices) {
    return new BudgetLimits(
        prices, leaseTokens, leaseCostMicros, leaseWait, cheaperFrom, fewerFrom, finishFrom);
  }

  /** What so many tokens of a tier cost at most, in millionths, where the price is known. */
  Optional<Long> worstCost(String tier, long tokens) {
    return Optional.ofNullable(tierPrices.get(tier))
        .map(price ->
            BigInteger.valueOf(price)
                .multiply(BigInteger.valueOf(tokens))
                .add(MILLION.subtract(BigInteger.ONE))
                .divide(MILLION)
                .min(MOST)
                .longValueExact());
  }

  /** The rung that so many percent of a bound lead to. */
  Rung rung(long percent) {
    if (percent >= finishFrom) {
      return Rung.FINISH;
    }
    if (percent >= fewerFrom) {
      return Rung.FEWER;
    }
    return percent >= cheaperFrom ? Rung.CHEAPER : Rung.FULL;
  }
}
