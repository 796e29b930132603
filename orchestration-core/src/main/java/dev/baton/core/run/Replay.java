package dev.baton.core.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folds a run log back into a run's state and asks today's machine, beside it, whether it would
 * decide the same.
 *
 * @param store the state after the last entry
 * @param divergences the entries that would be decided otherwise, in order
 */
public record Replay(MapRunStore store, List<Divergence> divergences) {
  /** Copies the list. */
  public Replay {
    divergences = List.copyOf(divergences);
  }

  /**
   * An entry that today's machine would decide otherwise.
   *
   * @param seq place in the run's log
   * @param expected the logged facts
   * @param actual what the machine decides today
   */
  public record Divergence(long seq, List<Fact> expected, List<Fact> actual) {
    /** Copies the lists. */
    public Divergence {
      expected = List.copyOf(expected);
      actual = List.copyOf(actual);
    }

    @Override
    public String toString() {
      return "seq %d: decided %s (expected: %s)".formatted(seq, actual, expected);
    }
  }

  /**
   * Replays one run. The logged facts make the state; the machine is only compared, with the limits
   * that the run is pinned to.
   *
   * @param entries the run's log in order, from its first entry
   */
  public static Replay fold(List<RunLogEntry> entries) {
    return fold(entries, new RunMachine(pinnedLimits(entries)));
  }

  /**
   * Replays one run beside a machine of the caller's, which may have the run's plan compiled
   * already.
   *
   * @param entries the run's log in order, from its first entry
   * @param machine decides beside the log; its limits must be those that the run is pinned to
   */
  public static Replay fold(List<RunLogEntry> entries, RunMachine machine) {
    MapRunStore store = new MapRunStore();
    List<Divergence> divergences =
        entries.stream().flatMap(entry -> apply(store, entry, machine).stream()).toList();
    return new Replay(store, divergences);
  }

  /** The first entry that would be decided otherwise. */
  public Optional<Divergence> firstDivergence() {
    return divergences.stream().findFirst();
  }

  private static Optional<Divergence> apply(
      MapRunStore store, RunLogEntry entry, RunMachine machine) {
    List<Fact> today = decide(store, entry, machine);
    entry.facts().forEach(fact -> Evolution.evolve(store, fact));
    RunMachine.number(store, entry.seq());
    return today.equals(entry.facts())
        ? Optional.empty()
        : Optional.of(new Divergence(entry.seq(), entry.facts(), today));
  }

  private static List<Fact> decide(MapRunStore store, RunLogEntry entry, RunMachine machine) {
    return machine.decide(store, entry.event()).facts();
  }

  private static RunLimits pinnedLimits(List<RunLogEntry> entries) {
    return entries.stream()
        .flatMap(entry -> entry.facts().stream())
        .flatMap(fact ->
            fact instanceof RunFact.RunStarted started
                ? Stream.of(started.limits())
                : Stream.empty())
        .findFirst()
        .orElse(RunLimits.DEFAULT);
  }
}
