package dev.baton.core.ledger;

import java.util.Optional;

/**
 * What the runs of a tenant may spend together in a period.
 *
 * @param tokens tokens in and out; absent means no bound
 * @param costMicros money in millionths of the installation's currency; absent means no bound
 * @param period after which spending starts at nothing again
 */
public record TenantLimit(Optional<Long> tokens, Optional<Long> costMicros, Period period) {
  private static final long UNBOUNDED = Long.MAX_VALUE / 4;

  /** No bound. */
  public static final TenantLimit NONE =
      new TenantLimit(Optional.empty(), Optional.empty(), Period.DAY);

  /** Whether anything is bounded. */
  public boolean isBounded() {
    return tokens.isPresent() || costMicros.isPresent();
  }

  /** As much as a period allows. */
  Amount most() {
    return new Amount(tokens.orElse(UNBOUNDED), costMicros.orElse(UNBOUNDED));
  }
}
