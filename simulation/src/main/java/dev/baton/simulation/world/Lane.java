package dev.baton.simulation.world;

import dev.baton.simulation.law.Plans;
import dev.baton.simulation.scene.Habits;

/**
 * What the worlds that one thread plays one after the other share: it costs more to make than a
 * world takes to play. Used by one thread at a time.
 */
public final class Lane {
  private final Habits habits;
  private final Plans plans;
  private final Scripts scripts;

  /**
   * Nothing is compiled yet.
   *
   * @param habits how the parts of the worlds behave
   */
  public Lane(Habits habits) {
    this.habits = habits;
    this.plans = new Plans(habits.machine());
    this.scripts = new Scripts(plans);
  }

  Habits habits() {
    return habits;
  }

  Plans plans() {
    return plans;
  }

  Scripts scripts() {
    return scripts;
  }
}
