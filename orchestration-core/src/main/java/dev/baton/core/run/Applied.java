package dev.baton.core.run;

import java.util.List;

/**
 * An event that was decided and folded into the state.
 *
 * @param entry the line for the run log
 * @param effects what is to be done, in this order
 */
public record Applied(RunLogEntry entry, List<Effect> effects) {
  /** Copies the list. */
  public Applied {
    effects = List.copyOf(effects);
  }
}
