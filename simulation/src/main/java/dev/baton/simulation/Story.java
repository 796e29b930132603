package dev.baton.simulation;

import dev.baton.simulation.chance.Strike;
import dev.baton.simulation.scene.Habits;
import dev.baton.simulation.world.Lane;
import dev.baton.simulation.world.Outcome;
import dev.baton.simulation.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The shortest story found of how an invariant breaks: the same world with as few faults as still
 * break the same invariant.
 *
 * @param seed the world
 * @param law what is broken in the short story
 * @param faultsBefore how many faults happened in the world at first
 * @param faults those that are left, in order; leaving out any one of them heals the world
 * @param events what happens in the world with these faults alone
 */
public record Story(
    long seed, String law, int faultsBefore, List<Strike> faults, List<String> events) {
  /** Worlds that are tried for one story at most. */
  private static final int MOST_TRIES = 3_000;

  /** Copies the lists. */
  public Story {
    faults = List.copyOf(faults);
    events = List.copyOf(events);
  }

  /** Finds the shortest story of a broken world. */
  static Story of(Outcome broken, Habits habits) {
    return new Search(broken, habits).story();
  }

  /** Leaves out halves of the faults, then quarters, and so on down to single ones. */
  private static final class Search {
    private final Outcome broken;
    private final Lane lane;
    private List<Strike> faults;
    private int tries;

    Search(Outcome broken, Habits habits) {
      this.broken = broken;
      this.lane = new Lane(habits);
      this.faults = broken.strikes();
    }

    Story story() {
      for (int size = Math.max(1, faults.size() / 2); size > 0; size /= 2) {
        while (leaveOut(size)) {
          size = Math.min(size, Math.max(1, faults.size() / 2));
        }
      }
      Outcome told = play(faults, true);
      String law =
          told.broken().or(broken::broken).map(e -> String.valueOf(e.getMessage())).orElse("");
      return new Story(broken.seed(), law, broken.strikes().size(), faults, told.trace());
    }

    /** Whether some faults could be left out that stand side by side. */
    private boolean leaveOut(int size) {
      for (int from = 0; from < faults.size() && tries < MOST_TRIES; from += size) {
        List<Strike> fewer = new ArrayList<>(faults.subList(0, from));
        fewer.addAll(faults.subList(Math.min(faults.size(), from + size), faults.size()));
        if (breaks(fewer)) {
          faults = fewer;
          return true;
        }
      }
      return false;
    }

    private boolean breaks(List<Strike> some) {
      tries++;
      return play(some, false).invariant().equals(broken.invariant());
    }

    private Outcome play(List<Strike> allowed, boolean traced) {
      return World.play(
          new World.Play(broken.seed(), lane, Optional.of(new HashSet<>(allowed)), traced));
    }
  }

  /** The story for readers. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("seed %d breaks an invariant: %s".formatted(seed, law));
    lines.add("%d of %d faults are needed:".formatted(faults.size(), faultsBefore));
    faults.forEach(fault -> lines.add("  - %s (%s)".formatted(fault.fault().text(), fault)));
    lines.add("what happens with them (seconds since the world began):");
    events.forEach(event -> lines.add("  " + event));
    return lines;
  }
}
