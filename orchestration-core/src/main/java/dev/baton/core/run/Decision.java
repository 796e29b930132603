package dev.baton.core.run;

import java.util.List;

/**
 * What an event means for a run.
 *
 * @param facts what happened; folding them gives the new state
 * @param effects what is to be done; at most {@value #MAX_EFFECTS}
 */
public record Decision(List<Fact> facts, List<Effect> effects) {
  /** Most effects of one event; the rest goes on through a continue event. */
  public static final int MAX_EFFECTS = 256;

  /** Copies the lists. */
  public Decision {
    facts = List.copyOf(facts);
    effects = List.copyOf(effects);
  }
}
