package dev.baton.router.admission;

import dev.baton.schemas.Rejection;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds how many requests a second each tenant may send to this router, so that one tenant's flood
 * is the flood of that tenant alone. Not thread-safe: used by the consuming thread alone.
 */
public final class TenantRates {

  /** The code of what is refused here. */
  public static final String CODE = "rate-limited";

  private final Limit usual;
  private final Map<String, Limit> ofTenants;
  private final Map<String, TokenBucket> buckets = new HashMap<>();

  /**
   * How much one tenant may send.
   *
   * @param perSecond requests a second in the long run; 0 for no limit
   * @param burst requests at once, >= 1
   */
  public record Limit(double perSecond, int burst) {

    /** No limit. */
    public static final Limit NONE = new Limit(0, 1);

    /** Checks the numbers. */
    public Limit {
      if (!(perSecond >= 0 && Double.isFinite(perSecond))) {
        throw new IllegalArgumentException("per-second: %s (expected: >= 0)".formatted(perSecond));
      }
      if (burst < 1) {
        throw new IllegalArgumentException("burst: %d (expected: >= 1)".formatted(burst));
      }
    }

    boolean isNone() {
      return perSecond == 0;
    }
  }

  /**
   * Nothing sent yet.
   *
   * @param usual what every tenant may send
   * @param ofTenants what some may send instead
   */
  public TenantRates(Limit usual, Map<String, Limit> ofTenants) {
    this.usual = usual;
    this.ofTenants = Map.copyOf(ofTenants);
  }

  /** Counts a request; says why it is refused, where it is. */
  public Optional<Rejection> check(String tenant, Instant now) {
    Limit limit = ofTenants.getOrDefault(tenant, usual);
    if (limit.isNone()) {
      return Optional.empty();
    }
    // One for each tenant's topic, so there are no more than topics.
    TokenBucket bucket =
        buckets.computeIfAbsent(
            tenant, _ -> new TokenBucket(limit.perSecond(), limit.burst(), now));
    return bucket.take(now)
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                CODE,
                "tenant %s: too many requests (expected: at most %s a second after %d at once; the next one in %d ms)"
                    .formatted(
                        tenant, limit.perSecond(), limit.burst(), bucket.wait(now).toMillis())));
  }
}
