package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.scene.Habits;
import dev.baton.simulation.scene.Tally;
import dev.baton.simulation.world.Lane;
import dev.baton.simulation.world.Outcome;
import dev.baton.simulation.world.World;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulatorTests {
  private static final long SEEDS = Long.getLong("baton.seeds", 2_000);

  private static Report report =
      new Report(Seeds.of(1), new Tally(), Duration.ZERO, Optional.empty());

  @BeforeAll
  static void play() throws InterruptedException {
    report = Simulator.run(Seeds.of(SEEDS));
  }

  @Test
  void noFaultBreaksAnInvariant() {
    assertThat(report.story()).as(String.join("\n", report.lines())).isEmpty();
  }

  @Test
  void everyFaultHappens() {
    Set<Fault> never = EnumSet.allOf(Fault.class);
    never.removeIf(fault -> report.tally().of(fault) > 0);
    assertThat(never).isEmpty();
  }

  @Test
  void aSeedIsTheSameWorldEachTime() throws Exception {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(world(seed).trace()).as("seed %d", seed).isEqualTo(world(seed).trace());
    }
  }

  @Test
  void worldsDoNotDependOnTheLanesBesideThem() throws InterruptedException {
    Tally alone = Simulator.run(new Seeds(0, 512, 1)).tally();
    Tally beside = Simulator.run(new Seeds(0, 512, 3)).tally();
    assertThat(beside).usingRecursiveComparison().isEqualTo(alone);
  }

  private static Outcome world(long seed) throws Exception {
    Lane lane = new Lane(new Habits());
    Callable<Outcome> playing =
        () -> World.play(new World.Play(seed, lane, Optional.empty(), true));
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      return executor.submit(playing).get();
    }
  }
}
