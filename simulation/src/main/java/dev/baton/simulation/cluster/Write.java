package dev.baton.simulation.cluster;

import dev.baton.core.id.RunId;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunRecord;
import dev.baton.core.run.RunStore;
import java.util.Optional;

/**
 * One record of the orchestrator's changelog.
 *
 * @param runId whose state it is
 * @param key which record
 * @param value what it is now; absent where it was removed
 */
public record Write(RunId runId, RunKey<?> key, Optional<RunRecord> value) {
  /** Does the same to a store. */
  public void apply(RunStore store) {
    if (value.isEmpty()) {
      store.remove(key);
    } else {
      put(store, key, value.get());
    }
  }

  private static <V extends RunRecord> void put(RunStore store, RunKey<V> key, RunRecord value) {
    store.put(key, key.type().cast(value));
  }
}
