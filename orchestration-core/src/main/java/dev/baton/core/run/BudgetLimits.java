package dev.baton.core.run;

import java.math.BigInteger;
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
 */
public record BudgetLimits(Map<String, Long> tierPrices) {
  /** No known prices. */
  public static final BudgetLimits DEFAULT = new BudgetLimits(Map.of());

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  /** Copies the map; sorted, because the digest of a plan is made of its text. */
  public BudgetLimits {
    tierPrices = Collections.unmodifiableMap(new TreeMap<>(tierPrices));
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
}
