package dev.baton.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.run.RunLimits;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left in the state store of runs that have ended, and how it goes. */
class GravestoneStoreTests {

  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration TIME = RunLimits.DEFAULT.gravestoneTime();
  private static final int PER_TICK = 10;
  private static final int RUNS = 25;

  /** Header, place in the run log, timer, and the timer's entry in the index. */
  private static final int ENTRIES = 4;

  @TempDir private Path stateDir;

  @Test
  void removesEveryGravestoneInBoundedPortionsAndLeavesNothing() {
    Engine.Bounds bounds = new Engine.Bounds(TICK, PER_TICK, 300_000, 1_000_000);
    try (Scenario scenario = new Scenario(stateDir, bounds)) {
      for (int run = 0; run < RUNS; run++) {
        scenario.request("k" + run, Scenario.SINGLE);
      }
      scenario.tasks("noop").forEach(task -> scenario.succeed(task, "done"));
      assertThat(scenario.answers()).hasSize(RUNS);
      assertThat(scenario.stored()).isEqualTo(RUNS * ENTRIES);

      scenario.advance(TIME.minus(TICK));
      assertThat(scenario.stored()).isEqualTo(RUNS * ENTRIES);

      scenario.advance(TICK);
      assertThat(scenario.stored()).isEqualTo((RUNS - PER_TICK) * ENTRIES);
      scenario.advance(TICK);
      assertThat(scenario.stored()).isEqualTo((RUNS - 2 * PER_TICK) * ENTRIES);
      scenario.advance(TICK);
      assertThat(scenario.stored()).isZero();
      assertThat(scenario.deadLetters()).isEmpty();
    }
  }
}
