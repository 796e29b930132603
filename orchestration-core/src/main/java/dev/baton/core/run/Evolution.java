package dev.baton.core.run;

/**
 * Folds facts into a run's state. Deciding, recovery and replay use this one fold. It reads and
 * writes a bounded number of records for each fact, whatever the size of a fan-out. Stateless and
 * thread-safe.
 */
public final class Evolution {
  private Evolution() {}

  /**
   * Applies one fact.
   *
   * @throws IllegalStateException if the fact cannot follow this state; only a defect gets there
   */
  public static void evolve(RunStore store, Fact fact) {
    switch (fact) {
      case RunFact run -> RunEvolution.evolve(store, run);
      case StepFact step -> StepEvolution.evolve(store, step);
      case TaskFact task -> TaskEvolution.evolve(store, task);
      case CompensationFact compensation -> CompensationEvolution.evolve(store, compensation);
    }
  }
}
