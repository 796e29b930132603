package dev.baton.core.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A store over another one: what is read or written stays here, so that later facts of one event
 * see the earlier ones and nothing is read twice.
 */
final class OverlayStore implements RunStore {
  /** Records that most events touch at most. */
  private static final int EXPECTED = 32;

  private final RunStore below;
  private final Map<RunKey<?>, Optional<? extends RunRecord>> records =
      HashMap.newHashMap(EXPECTED);

  OverlayStore(RunStore below) {
    this.below = below;
  }

  @Override
  @SuppressWarnings("unchecked") // A key's record is of the key's type: nothing else can be put.
  public <V extends RunRecord> Optional<V> get(RunKey<V> key) {
    Optional<? extends RunRecord> known = records.get(key);
    if (known == null) {
      known = below.get(key);
      records.put(key, known);
    }
    return (Optional<V>) known;
  }

  @Override
  public <V extends RunRecord> void put(RunKey<V> key, V value) {
    records.put(key, Optional.of(value));
  }

  @Override
  public void remove(RunKey<?> key) {
    records.put(key, Optional.empty());
  }
}
