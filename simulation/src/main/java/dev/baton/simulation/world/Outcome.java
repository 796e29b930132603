package dev.baton.simulation.world;

import dev.baton.laws.BrokenInvariantException;
import dev.baton.simulation.chance.Strike;
import dev.baton.simulation.scene.Tally;
import java.util.List;
import java.util.Optional;

/**
 * What became of a world.
 *
 * @param seed its seed
 * @param broken the invariant that was broken first
 * @param strikes the faults that happened, in order
 * @param tally what was tried
 * @param trace what happened, where it was asked for
 */
public record Outcome(
    long seed,
    Optional<BrokenInvariantException> broken,
    List<Strike> strikes,
    Tally tally,
    List<String> trace) {
  /** Copies the lists. */
  public Outcome {
    strikes = List.copyOf(strikes);
    trace = List.copyOf(trace);
  }

  /** The name of the broken invariant. */
  public Optional<String> invariant() {
    return broken.map(BrokenInvariantException::invariant);
  }
}
