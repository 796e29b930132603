package dev.baton.agent.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Bounds on the use of one provider's account, over all pods that use it.
 *
 * @param requestsPerMinute calls a minute; empty for no bound
 * @param tokensPerMinute tokens sent and received a minute; empty for no bound
 * @param maxSilence how long a stream that has begun may be silent before the call is given up
 */
public record AccountLimits(
    Optional<Integer> requestsPerMinute, Optional<Integer> tokensPerMinute, Duration maxSilence) {

  /** No bound on calls and tokens, 30 s of silence. */
  public static final AccountLimits NONE =
      new AccountLimits(Optional.empty(), Optional.empty(), Duration.ofSeconds(30));

  /** Checks that every bound is positive. */
  public AccountLimits {
    requestsPerMinute.ifPresent(bound -> positive("requests-per-minute", bound));
    tokensPerMinute.ifPresent(bound -> positive("tokens-per-minute", bound));
    if (!maxSilence.isPositive()) {
      throw new IllegalArgumentException("max-silence: %s (expected: > 0)".formatted(maxSilence));
    }
  }

  private static void positive(String name, int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("%s: %d (expected: >= 1)".formatted(name, bound));
    }
  }

  /** Whether calls have to wait for their turn. */
  boolean limitsRates() {
    return requestsPerMinute.isPresent() || tokensPerMinute.isPresent();
  }
}
