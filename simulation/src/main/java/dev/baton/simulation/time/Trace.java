package dev.baton.simulation.time;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in a world, line by line, where somebody wants to read it. */
public final class Trace {
  private final Agenda agenda;
  private final boolean wanted;
  private final List<String> lines = new ArrayList<>();

  /** A trace. */
  public Trace(Agenda agenda, boolean wanted) {
    this.agenda = agenda;
    this.wanted = wanted;
  }

  /** Notes a line with the time. */
  public void say(Supplier<String> line) {
    if (wanted) {
      long now = agenda.now();
      lines.add("%5d.%03d  %s".formatted(now / 1000, now % 1000, line.get()));
    }
  }

  /** All lines so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
