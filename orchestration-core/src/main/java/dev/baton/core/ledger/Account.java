package dev.baton.core.ledger;

import java.time.Instant;

/**
 * A tenant's account.
 *
 * @param limit what its runs may spend
 * @param periodStart when the present period began
 * @param leased what open leases may still spend
 * @param spent what was spent in this period
 */
public record Account(TenantLimit limit, Instant periodStart, Amount leased, Amount spent) {
  /** Of a tenant of which nothing is known. */
  public static final Account NEW =
      new Account(TenantLimit.NONE, Instant.EPOCH, Amount.NONE, Amount.NONE);

  /** What may still be leased; less than nothing where the limit was lowered. */
  Amount left() {
    return limit.most().minus(leased).minus(spent);
  }

  Account withLimit(TenantLimit next) {
    return new Account(next, periodStart, leased, spent);
  }

  Account inPeriod(Instant start) {
    return new Account(limit, start, leased, Amount.NONE);
  }

  Account changed(Amount leasedMore, Amount spentMore) {
    return new Account(limit, periodStart, leased.plus(leasedMore), spent.plus(spentMore));
  }
}
