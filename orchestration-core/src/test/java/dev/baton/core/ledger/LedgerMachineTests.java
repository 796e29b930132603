package dev.baton.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerMachineTests {
  private static final Instant START = Instant.parse("2026-03-31T12:00:00Z");
  private static final RunId ONE = RunIds.ofKey("acme", "one");
  private static final RunId TWO = RunIds.ofKey("acme", "two");

  private final MapLedgerStore store = new MapLedgerStore();
  private Instant now = START;

  private LedgerDecision limit(long tokens, Period period) {
    TenantLimit limit = new TenantLimit(Optional.of(tokens), Optional.empty(), period);
    return LedgerMachine.apply(store, new LedgerEvent.LimitSet("acme", limit, now));
  }

  private LedgerDecision asks(RunId run, int number, long least, long wanted, long spent) {
    return LedgerMachine.apply(
        store,
        new LedgerEvent.LeaseRequested(
            "acme",
            run,
            number,
            new Amount(least, 0),
            new Amount(wanted, 7),
            new Amount(spent, 0),
            START.plus(Duration.ofHours(1)),
            now));
  }

  private LedgerDecision ends(RunId run, long spent) {
    return LedgerMachine.apply(
        store, new LedgerEvent.LeaseSettled("acme", run, new Amount(spent, 0), true, now));
  }

  @Test
  void aRunIsGrantedWhatIsLeftWhereItsLeastFits() {
    limit(1_000, Period.DAY);
    assertThat(asks(ONE, 1, 100, 700, 0).word().orElseThrow().granted())
        .contains(new Amount(700, 7));
    assertThat(asks(TWO, 1, 100, 700, 0).word().orElseThrow().granted())
        .as("the rest; money has no bound")
        .contains(new Amount(300, 7));
  }

  @Test
  void aDenialNamesTheLimit() {
    limit(1_000, Period.DAY);
    asks(ONE, 1, 100, 950, 0);
    assertThat(asks(TWO, 1, 100, 700, 0).word().orElseThrow().reason())
        .contains("tenant 'acme' has 50 left of its 1000 tokens per day (expected: at least 100)");
  }

  @Test
  void theRestOfALeaseComesBackWhenItsRunEnds() {
    limit(1_000, Period.DAY);
    asks(ONE, 1, 100, 950, 0);
    ends(ONE, 200);
    assertThat(store.account().leased()).isEqualTo(Amount.NONE);
    assertThat(store.account().spent().tokens()).isEqualTo(200);
    assertThat(asks(ONE, 1, 100, 950, 0).word()).as("a request that came twice").isEmpty();
  }

  @Test
  void aLostRunsLeaseComesBackWhenItIsDue() {
    limit(1_000, Period.MONTH);
    asks(ONE, 1, 100, 950, 0);
    asks(ONE, 2, 10, 20, 300);
    now = START.plus(Duration.ofHours(2));
    assertThat(asks(TWO, 1, 650, 700, 0).word().orElseThrow().granted())
        .as("what it is known to have spent does not come back")
        .contains(new Amount(700, 7));
  }

  @Test
  void aNewPeriodStartsAtNothing() {
    limit(1_000, Period.MONTH);
    asks(ONE, 1, 100, 950, 0);
    ends(ONE, 950);
    assertThat(asks(TWO, 1, 100, 700, 0).word().orElseThrow().granted()).isEmpty();
    now = Instant.parse("2026-04-01T00:00:00Z");
    assertThat(asks(TWO, 2, 100, 700, 0).word().orElseThrow().granted()).isPresent();
  }

  @Test
  void theSameLimitOnceMoreChangesNothing() {
    limit(1_000, Period.DAY);
    assertThat(limit(1_000, Period.DAY).facts())
        .containsExactly(new LedgerFact.EventSuperseded("the limit holds already"));
  }
}
