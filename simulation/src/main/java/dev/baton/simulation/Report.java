package dev.baton.simulation;

import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.scene.Tally;
import dev.baton.simulation.scene.Tally.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was tried and what came of it.
 *
 * @param seeds which worlds were to be played
 * @param tally what was tried
 * @param elapsed real time
 * @param story of the broken world with the lowest seed, if there is one
 */
public record Report(Seeds seeds, Tally tally, Duration elapsed, Optional<Story> story) {
  /** Whether no invariant broke. */
  public boolean holds() {
    return story.isEmpty();
  }

  /** Worlds in a second of real time. */
  public double perSecond() {
    return tally.of(Count.SEEDS) * 1e9 / Math.max(1, elapsed.toNanos());
  }

  /** The report for readers. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d worlds in %.1f s: %,.0f a second"
            .formatted(tally.of(Count.SEEDS), elapsed.toMillis() / 1e3, perSecond()));
    for (Count count : Count.values()) {
      if (count != Count.SEEDS) {
        lines.add("  %,12d %s".formatted(tally.of(count), name(count)));
      }
    }
    lines.add("what went wrong:");
    for (Fault fault : Fault.values()) {
      lines.add("  %,12d %s".formatted(tally.of(fault), fault.text()));
    }
    lines.addAll(story.map(Story::lines).orElse(List.of("every invariant held")));
    return lines;
  }

  /** A count's name in reports. */
  public static String name(Enum<?> count) {
    return count.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
