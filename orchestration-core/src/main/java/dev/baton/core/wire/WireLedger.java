package dev.baton.core.wire;

import dev.baton.core.id.RunId;
import dev.baton.core.ledger.Account;
import dev.baton.core.ledger.Amount;
import dev.baton.core.ledger.LedgerDecision;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.ledger.Period;
import dev.baton.core.ledger.TenantLimit;
import dev.baton.core.message.Leased;
import dev.baton.core.run.RunEvent;
import dev.baton.schemas.BudgetEvent;
import dev.baton.schemas.TenantBudget;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** What a tenant's ledger hears and says, to Avro and back. Stateless and thread-safe. */
public final class WireLedger {
  private static final String REQUEST = "REQUEST";
  private static final String SETTLE = "SETTLE";
  private static final String END = "END";
  private static final String LIMIT = "LIMIT";

  private WireLedger() {}

  /** For topic budget, keyed by tenant. */
  public static BudgetEvent toAvro(LedgerEvent event) {
    return switch (event) {
      case LedgerEvent.LimitSet set ->
          event(event, LIMIT, "")
              .setTokens(set.limit().tokens().orElse(0L))
              .setCostMicros(set.limit().costMicros().orElse(0L))
              .setBoundsTokens(set.limit().tokens().isPresent())
              .setBoundsCostMicros(set.limit().costMicros().isPresent())
              .setPeriod(set.limit().period().name())
              .build();
      case LedgerEvent.LeaseRequested asked ->
          event(event, REQUEST, asked.runId().toString())
              .setLeaseId(Integer.toString(asked.number()))
              .setTokens(asked.wanted().tokens())
              .setCostMicros(asked.wanted().costMicros())
              .setLeastTokens(asked.least().tokens())
              .setLeastCostMicros(asked.least().costMicros())
              .setSpentTokens(asked.spent().tokens())
              .setSpentCostMicros(asked.spent().costMicros())
              .setDue(asked.due())
              .build();
      case LedgerEvent.LeaseSettled settled ->
          event(event, settled.ended() ? END : SETTLE, settled.runId().toString())
              .setTokens(settled.spent().tokens())
              .setCostMicros(settled.spent().costMicros())
              .build();
    };
  }

  private static BudgetEvent.Builder event(LedgerEvent event, String kind, String runId) {
    return BudgetEvent.newBuilder()
        .setTenant(event.tenant())
        .setRunId(runId)
        .setLeaseId("")
        .setKind(kind)
        .setAt(event.at());
  }

  /**
   * An event from topic budget.
   *
   * @param at when it is applied
   * @throws IllegalArgumentException if an id, a number or a kind is malformed
   */
  public static LedgerEvent fromAvro(BudgetEvent event, Instant at) {
    String tenant = event.getTenant();
    Amount amount = amount("tokens", event.getTokens(), "costMicros", event.getCostMicros());
    return switch (event.getKind()) {
      case LIMIT -> new LedgerEvent.LimitSet(tenant, limit(event), at);
      case SETTLE, END ->
          new LedgerEvent.LeaseSettled(
              tenant, RunId.parse(event.getRunId()), amount, event.getKind().equals(END), at);
      case REQUEST ->
          new LedgerEvent.LeaseRequested(
              tenant,
              RunId.parse(event.getRunId()),
              number(event.getLeaseId()),
              amount(
                  "leastTokens",
                  event.getLeastTokens(),
                  "leastCostMicros",
                  event.getLeastCostMicros()),
              amount,
              amount(
                  "spentTokens",
                  event.getSpentTokens(),
                  "spentCostMicros",
                  event.getSpentCostMicros()),
              due(event),
              at);
      default ->
          throw new IllegalArgumentException(
              "kind: \"%s\" (expected: REQUEST, SETTLE, END or LIMIT)".formatted(event.getKind()));
    };
  }

  private static TenantLimit limit(BudgetEvent event) {
    Period period =
        Arrays.stream(Period.values())
            .filter(known -> known.name().equals(event.getPeriod()))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "period: \"%s\" (expected: HOUR, DAY or MONTH)".formatted(event.getPeriod())));
    return new TenantLimit(
        event.getBoundsTokens() ? Optional.of(event.getTokens()) : Optional.empty(),
        event.getBoundsCostMicros() ? Optional.of(event.getCostMicros()) : Optional.empty(),
        period);
  }

  private static Amount amount(String tokensName, long tokens, String costName, long cost) {
    if (tokens < 0 || cost < 0) {
      throw new IllegalArgumentException(
          "%s: %d, %s: %d (expected: at least 0)".formatted(tokensName, tokens, costName, cost));
    }
    return new Amount(tokens, cost);
  }

  private static int number(String leaseId) {
    try {
      int number = Integer.parseInt(leaseId);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Named below like any other wrong number.
    }
    throw new IllegalArgumentException(
        "leaseId: \"%s\" (expected: a number from 1)".formatted(leaseId));
  }

  private static Instant due(BudgetEvent event) {
    if (event.getDue() == null) {
      throw new IllegalArgumentException("due: none (expected: a time)");
    }
    return event.getDue();
  }

  /** What a run is told of its request, at the time of the request. */
  public static RunEvent toRun(String tenant, LedgerDecision.Word word, Instant at) {
    Amount granted = word.granted().orElse(Amount.NONE);
    return new RunEvent.BudgetDecided(
        word.runId(),
        tenant,
        at,
        at,
        Integer.toString(word.number()),
        word.granted().isPresent(),
        granted.tokens(),
        granted.costMicros(),
        word.reason(),
        word.drained());
  }

  /** For topic tenant-budgets, keyed by tenant. */
  public static TenantBudget toAvro(String tenant, Account account, Instant at) {
    return TenantBudget.newBuilder()
        .setTenant(tenant)
        .setMaxTokens(account.limit().tokens().orElse(null))
        .setMaxCostMicros(account.limit().costMicros().orElse(null))
        .setPeriod(account.limit().period().name())
        .setPeriodStart(account.periodStart())
        .setLeasedTokens(account.leased().tokens())
        .setLeasedCostMicros(account.leased().costMicros())
        .setSpentTokens(account.spent().tokens())
        .setSpentCostMicros(account.spent().costMicros())
        .setAt(at)
        .build();
  }

  /**
   * What runs of a tenant may spend only as far as it is leased; empty where nothing is bounded.
   */
  public static Optional<Leased> leased(TenantBudget budget) {
    Leased leased = new Leased(budget.getMaxTokens() != null, budget.getMaxCostMicros() != null);
    return leased.tokens() || leased.costMicros() ? Optional.of(leased) : Optional.empty();
  }
}
