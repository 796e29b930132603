package dev.baton.core.message;

import dev.baton.core.id.RunId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A person's or a system's word to a run under way.
 *
 * @param runId which run
 * @param signalId makes the signal idempotent
 * @param kind what is asked
 * @param step which step it is meant for, where it is meant for one
 * @param by who sends it, as the sending system knows them
 * @param reason why, in plain words
 * @param inputs the data given with an input or approval
 */
public record Signal(
    RunId runId,
    Optional<String> signalId,
    SignalKind kind,
    Optional<String> step,
    Optional<String> by,
    Optional<String> reason,
    Map<String, String> inputs) {

  /** Copies the map, in the order of its keys. */
  public Signal {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
  }
}
