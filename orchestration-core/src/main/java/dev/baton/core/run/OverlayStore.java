package dev.baton.core.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store over another one: what is read or written stays here, so that later facts of one event
 * see the earlier ones and nothing is read twice, until what was changed is written down at once.
 */
final class OverlayStore implements RunStore {
  /** Records that most events touch at most, beside the header. */
  private static final int EXPECTED = 12;

  private final RunStore below;
  private final Kept header;
  private final Map<RunKey<?>, Kept> others = HashMap.newHashMap(EXPECTED);

  OverlayStore(RunStore below) {
    this.below = below;
    this.header = new Kept(below.get(new RunKey.Header()));
  }

  private static final class Kept {
    private Optional<? extends RunRecord> record;
    private boolean changed;

    private Kept(Optional<? extends RunRecord> record) {
      this.record = record;
    }
  }

  @Override
  @SuppressWarnings("unchecked") // A key's record is of the key's type: nothing else can be put.
  public <V extends RunRecord> Optional<V> get(RunKey<V> key) {
    Kept kept = find(key);
    if (kept == null) {
      kept = new Kept(below.get(key));
      others.put(key, kept);
    }
    return (Optional<V>) kept.record;
  }

  /** Every thought asks for the header, so it needs no search. */
  Optional<RunHeader> header() {
    return header.record.map(RunHeader.class::cast);
  }

  private @Nullable Kept find(RunKey<?> key) {
    return key instanceof RunKey.Header ? header : others.get(key);
  }

  @Override
  public <V extends RunRecord> void put(RunKey<V> key, V value) {
    change(key, Optional.of(value));
  }

  @Override
  public void remove(RunKey<?> key) {
    change(key, Optional.empty());
  }

  private void change(RunKey<?> key, Optional<? extends RunRecord> record) {
    Kept kept = find(key);
    if (kept == null) {
      kept = new Kept(record);
      others.put(key, kept);
    }
    kept.record = record;
    kept.changed = true;
  }

  /** Writes what was changed to the store below. */
  void commit() {
    commit(new RunKey.Header(), header);
    for (Map.Entry<RunKey<?>, Kept> other : others.entrySet()) {
      commit(other.getKey(), other.getValue());
    }
  }

  @SuppressWarnings("unchecked") // As above.
  private <V extends RunRecord> void commit(RunKey<V> key, Kept kept) {
    if (kept.changed && kept.record.isPresent()) {
      below.put(key, (V) kept.record.get());
    } else if (kept.changed) {
      below.remove(key);
    }
  }
}
