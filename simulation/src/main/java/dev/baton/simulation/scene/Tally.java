package dev.baton.simulation.scene;

import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.chance.Strike;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what was tried. Used by one thread at a time. */
public final class Tally {
  private final Map<Count, Long> counts = new EnumMap<>(Count.class);
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);

  /** What is counted beside faults. */
  public enum Count {
    SEEDS,
    RUNS,
    EVENTS,
    COMMITS,
    EXECUTIONS,
    MODEL_CALLS,
    RENEWALS,
    REDELIVERIES,
    LOST_LOCKS,
    RESUMED,
    FENCED,
    DEAD_LETTERS
  }

  /** Nothing was tried yet. */
  public Tally() {}

  /** One more. */
  public void add(Count what) {
    add(what, 1);
  }

  /** So many more. */
  public void add(Count what, long more) {
    counts.merge(what, more, Long::sum);
  }

  /** The faults of a world. */
  public void add(List<Strike> strikes) {
    strikes.forEach(strike -> faults.merge(strike.fault(), 1L, Long::sum));
  }

  /** Everything that another one has counted. */
  public void add(Tally other) {
    other.counts.forEach((what, number) -> counts.merge(what, number, Long::sum));
    other.faults.forEach((fault, number) -> faults.merge(fault, number, Long::sum));
  }

  /** How many of something. */
  public long of(Count what) {
    return counts.getOrDefault(what, 0L);
  }

  /** How often a fault happened. */
  public long of(Fault fault) {
    return faults.getOrDefault(fault, 0L);
  }
}
