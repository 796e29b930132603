package dev.baton.core.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A store over another one: what is written stays here, so that later facts of one event see the
 * earlier ones.
 */
final class OverlayStore implements RunStore {
  private final RunStore below;
  private final Map<RunKey<?>, Optional<RunRecord>> changes = new HashMap<>();

  OverlayStore(RunStore below) {
    this.below = below;
  }

  @Override
  public <V extends RunRecord> Optional<V> get(RunKey<V> key) {
    Optional<RunRecord> changed = changes.get(key);
    if (changed != null) {
      return changed.map(key.type()::cast);
    }
    Optional<V> found = below.get(key);
    changes.put(key, found.map(RunRecord.class::cast));
    return found;
  }

  @Override
  public <V extends RunRecord> void put(RunKey<V> key, V value) {
    changes.put(key, Optional.of(value));
  }

  @Override
  public void remove(RunKey<?> key) {
    changes.put(key, Optional.empty());
  }
}
