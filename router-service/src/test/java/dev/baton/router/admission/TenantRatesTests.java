package dev.baton.router.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.router.admission.TenantRates.Limit;
import dev.baton.schemas.Rejection;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TenantRatesTests {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  private final TenantRates rates =
      new TenantRates(new Limit(2, 3), Map.of("large", new Limit(100, 50), "free", Limit.NONE));

  private int admitted(String tenant, int sent, Instant now) {
    int admitted = 0;
    for (int i = 0; i < sent; i++) {
      admitted += rates.check(tenant, now).isEmpty() ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void letsABurstThroughAndThenTheRate() {
    assertThat(admitted("acme", 10, START)).isEqualTo(3);
    assertThat(admitted("acme", 10, START.plusMillis(499))).isZero();
    assertThat(admitted("acme", 10, START.plusMillis(500))).isEqualTo(1);
    assertThat(admitted("acme", 10, START.plusSeconds(1_000))).isEqualTo(3);
  }

  @Test
  void eachTenantHasItsOwn() {
    assertThat(admitted("acme", 10, START)).isEqualTo(3);
    assertThat(admitted("other", 10, START)).isEqualTo(3);
    assertThat(admitted("large", 100, START)).isEqualTo(50);
    assertThat(admitted("free", 1_000, START)).isEqualTo(1_000);
  }

  @Test
  void saysWhatIsAllowedAndWhenTheNextOneIs() {
    admitted("acme", 3, START);

    assertThat(rates.check("acme", START.plusMillis(100)))
        .contains(
            new Rejection(
                "rate-limited",
                "tenant acme: too many requests (expected: at most 2.0 a second after 3 at once; the next one in 400 ms)"));
  }

  @Test
  void aClockThatGoesBackAddsNothing() {
    assertThat(admitted("acme", 10, START)).isEqualTo(3);
    assertThat(admitted("acme", 10, START.minusSeconds(60))).isZero();
    assertThat(admitted("acme", 10, START.plusSeconds(1))).isEqualTo(2);
  }

  @Test
  void neverLetsMoreThroughThanBurstAndRateAllow() {
    for (long seed = 1; seed <= 500; seed++) {
      Random random = new Random(seed);
      Limit limit = new Limit(0.5 + random.nextInt(20), 1 + random.nextInt(10));
      TenantRates bounded = new TenantRates(limit, Map.of());
      long millis = 0;
      int admitted = 0;
      for (int i = 0; i < 200; i++) {
        millis += random.nextInt(200);
        admitted += bounded.check("t", START.plusMillis(millis)).isEmpty() ? 1 : 0;
        assertThat(admitted)
            .as("seed %d, request %d", seed, i)
            .isLessThanOrEqualTo((int) (limit.burst() + limit.perSecond() * millis / 1_000 + 1e-6));
      }
    }
  }

  @Test
  void refusesLimitsThatMeanNothing() {
    assertThatThrownBy(() -> new Limit(-1, 1)).hasMessage("per-second: -1.0 (expected: >= 0)");
    assertThatThrownBy(() -> new Limit(1, 0)).hasMessage("burst: 0 (expected: >= 1)");
  }
}
