package dev.baton.core.run;

import dev.baton.core.id.RunId;
import java.time.Instant;
import java.util.List;

/**
 * One line of the run log: an event and what was decided about it.
 *
 * @param runId which run
 * @param tenant whose run it is; empty where the run is unknown
 * @param seq place in the run's log, from 1; 0 where the run is unknown
 * @param at when it was applied
 * @param machineVersion version of the run machine that decided
 * @param event what happened
 * @param facts what was decided
 */
public record RunLogEntry(
    RunId runId,
    String tenant,
    long seq,
    Instant at,
    String machineVersion,
    RunEvent event,
    List<Fact> facts) {

  /** Copies the list. */
  public RunLogEntry {
    facts = List.copyOf(facts);
  }
}
