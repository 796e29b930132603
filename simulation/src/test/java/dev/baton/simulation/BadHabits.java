package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.run.RunMachine;
import dev.baton.simulation.scene.Habits;
import java.util.function.Supplier;

/** Worlds in which one part has a bad habit. */
abstract class BadHabits {
  private static final long SEEDS = 10_000;

  static Habits with(RunMachine machine) {
    return new Habits() {
      @Override
      public RunMachine machine() {
        return machine;
      }
    };
  }

  /**
   * Broken within the seeds, by one of these invariants, and told with fewer faults than at first.
   */
  static void breaks(Supplier<Habits> habits, String... invariants) throws Exception {
    int lanes = Runtime.getRuntime().availableProcessors();
    Report report = Simulator.run(new Seeds(0, SEEDS, lanes), habits);

    assertThat(report.story())
        .hasValueSatisfying(story -> {
          assertThat(invariants).contains(story.law().substring(0, story.law().indexOf(':')));
          assertThat(story.faults().size()).isLessThanOrEqualTo(story.faultsBefore());
          assertThat(story.events()).isNotEmpty();
        });
  }
}
