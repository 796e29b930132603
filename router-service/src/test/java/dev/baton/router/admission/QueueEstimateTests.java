package dev.baton.router.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.router.admission.QueueEstimate.Look;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QueueEstimateTests {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  private final QueueEstimate estimate = new QueueEstimate();

  private void look(int second, long taken, long waiting) {
    estimate.add(new Look(START.plusSeconds(second), taken, waiting));
  }

  @Test
  void dividesWhatWaitsByHowFastItGoes() {
    look(0, 100, 60);
    look(10, 120, 80);

    assertThat(estimate.waiting(0)).contains(Duration.ofSeconds(40));
  }

  @Test
  void knowsNothingBeforeItHasSeenTheQueueMove() {
    assertThat(estimate.waiting(0)).isEmpty();
    look(0, 0, 60);
    assertThat(estimate.waiting(0)).isEmpty();
    look(10, 0, 60);
    assertThat(estimate.waiting(0)).isEmpty();
  }

  @Test
  void nobodyWaitsInAnEmptyQueueOrWhereASlotIsFree() {
    look(0, 0, 60);
    look(10, 10, 50);
    assertThat(estimate.waiting(2)).contains(Duration.ZERO);
    look(20, 60, 0);

    assertThat(estimate.waiting(0)).contains(Duration.ZERO);
  }

  @Test
  void anIdleQueueDoesNotSlowItDown() {
    look(0, 0, 100);
    look(10, 100, 100);
    look(20, 200, 0);
    look(1_000, 200, 0);
    look(1_010, 200, 100);

    assertThat(estimate.waiting(0)).contains(Duration.ofSeconds(10));
  }

  @Test
  void aQueueThatWasMadeAgainIsLookedAtAnew() {
    look(0, 500, 10);
    look(10, 0, 10);
    look(20, 100, 10);

    assertThat(estimate.waiting(0)).contains(Duration.ofSeconds(1));
  }
}
