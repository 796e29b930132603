package dev.baton.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.ledger.Account;
import dev.baton.core.ledger.Lease;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.ledger.TenantLimit;
import dev.baton.schemas.BudgetEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WireLedgerTests {
  private static final int SAMPLES = 50;

  @Test
  void everyEventOfALedgerComesBack() {
    for (Class<?> type : LedgerEvent.class.getPermittedSubclasses()) {
      for (int seed = 0; seed < SAMPLES; seed++) {
        LedgerEvent event = (LedgerEvent) new Samples(seed).of(type);
        assertThat(WireLedger.fromAvro(numbered(WireLedger.toAvro(event)), event.at()))
            .as("%s seed %d", type, seed)
            .isEqualTo(numbered(event));
      }
    }
  }

  /** Numbers of requests start at 1. */
  private static BudgetEvent numbered(BudgetEvent event) {
    return event.getLeaseId().equals("0")
        ? BudgetEvent.newBuilder(event).setLeaseId("1").build()
        : event;
  }

  private static LedgerEvent numbered(LedgerEvent event) {
    return event instanceof LedgerEvent.LeaseRequested e && e.number() == 0
        ? new LedgerEvent.LeaseRequested(
            e.tenant(), e.runId(), 1, e.least(), e.wanted(), e.spent(), e.due(), e.at())
        : event;
  }

  @Test
  void accountsAndLeasesComeBackFromTheirBytes() {
    for (int seed = 0; seed < SAMPLES; seed++) {
      Account account = new Samples(seed).of(Account.class);
      assertThat(WireLedgerState.account(WireLedgerState.toBytes(account))).isEqualTo(account);
      Lease lease = new Samples(seed).of(Lease.class);
      assertThat(WireLedgerState.lease(WireLedgerState.toBytes(lease))).isEqualTo(lease);
    }
  }

  @Test
  void whatIsMalformedIsNamed() {
    BudgetEvent limit =
        WireLedger.toAvro(new LedgerEvent.LimitSet("acme", TenantLimit.NONE, Instant.EPOCH));
    assertRefused(
        BudgetEvent.newBuilder(limit).setPeriod("WEEK").build(),
        "period: \"WEEK\" (expected: HOUR, DAY or MONTH)");
    assertRefused(
        BudgetEvent.newBuilder(limit).setTokens(-1).build(),
        "tokens: -1, costMicros: 0 (expected: at least 0)");
    assertRefused(
        BudgetEvent.newBuilder(limit).setKind("GIFT").build(),
        "kind: \"GIFT\" (expected: REQUEST, SETTLE, END or LIMIT)");
    assertRefused(
        BudgetEvent.newBuilder(limit).setKind("END").setRunId("run-7").build(),
        "runId: \"run-7\" (expected: a UUID)");
  }

  private static void assertRefused(BudgetEvent event, String message) {
    assertThatThrownBy(() -> WireLedger.fromAvro(event, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
