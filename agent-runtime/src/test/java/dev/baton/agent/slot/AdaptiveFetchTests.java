package dev.baton.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdaptiveFetchTests {

  private final DrivenClock clock = new DrivenClock();
  private final AtomicInteger changes = new AtomicInteger();
  private final AdaptiveFetch fetch =
      new AdaptiveFetch(AdaptiveFetchLimits.DEFAULT, clock, changes::incrementAndGet);

  @Test
  void takesBatchesOnceTasksAreShortAndComeWithoutAPause() {
    clock.forward(Duration.ofSeconds(3));
    busy(Duration.ofMillis(5), 40);

    assertThat(fetch.mode()).isEqualTo(FetchMode.BATCH);
    assertThat(changes).hasValue(1);
  }

  @Test
  void staysWithSinglesWhileTasksComeNowAndThen() {
    clock.forward(Duration.ofSeconds(3));
    for (int i = 0; i < 100; i++) {
      fetch.polled(1, Duration.ofMillis(500));
      fetch.finished(Duration.ofMillis(5));
    }

    assertThat(fetch.mode()).isEqualTo(FetchMode.SINGLE);
  }

  @Test
  void staysWithSinglesWhileSomeTasksAreLong() {
    clock.forward(Duration.ofSeconds(3));
    for (int i = 0; i < 20; i++) {
      busy(Duration.ofSeconds(2), 1);
      busy(Duration.ofMillis(5), 9);
    }

    assertThat(fetch.mode()).isEqualTo(FetchMode.SINGLE);
  }

  @Test
  void endsBatchesAtTheFirstLongTaskAndComesBackSlowly() {
    clock.forward(Duration.ofSeconds(3));
    busy(Duration.ofMillis(5), 40);

    fetch.runsLong(Duration.ofMillis(250));
    assertThat(fetch.mode()).isEqualTo(FetchMode.SINGLE);

    busy(Duration.ofMillis(5), 100);
    assertThat(fetch.mode()).as("too soon").isEqualTo(FetchMode.SINGLE);

    clock.forward(Duration.ofSeconds(3));
    busy(Duration.ofMillis(5), 1);
    assertThat(fetch.mode()).isEqualTo(FetchMode.BATCH);
  }

  @Test
  void neverTakesBatchesWhereTheyAreSwitchedOff() {
    AdaptiveFetch off =
        new AdaptiveFetch(
            new AdaptiveFetchLimits(false, Duration.ofMillis(50), Duration.ZERO), clock, () -> {});
    for (int i = 0; i < 100; i++) {
      off.polled(1, Duration.ZERO);
      off.finished(Duration.ofMillis(1));
    }

    assertThat(off.mode()).isEqualTo(FetchMode.SINGLE);
  }

  private void busy(Duration work, int tasks) {
    for (int i = 0; i < tasks; i++) {
      fetch.polled(1, Duration.ofMillis(2));
      fetch.finished(work);
    }
  }
}
