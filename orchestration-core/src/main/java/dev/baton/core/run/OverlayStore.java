package dev.baton.core.run;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store over another one: what is read or written stays here, so that later facts of one event
 * see the earlier ones and nothing is read twice, until what was changed is written down at once.
 *
 * <p>A table of its own, because an event makes one, fills it and throws it away: a general map
 * costs a node for each record and a second search for each one that it does not know.
 */
final class OverlayStore implements RunStore {
  /** A power of two, and twice what most events touch beside the header. */
  private static final int SLOTS = 32;

  private static final RunKey.Header HEADER = new RunKey.Header();

  private final RunStore below;
  private final Kept header;
  private @Nullable Kept[] table = new Kept[SLOTS];
  private Kept[] all = new Kept[SLOTS / 2];
  private int size;

  OverlayStore(RunStore below) {
    this.below = below;
    this.header = new Kept(HEADER, HEADER.hashCode(), below.get(HEADER));
  }

  private static final class Kept {
    private final RunKey<?> key;
    private final int hash;
    private Optional<? extends RunRecord> record;
    private boolean changed;

    private Kept(RunKey<?> key, int hash, Optional<? extends RunRecord> record) {
      this.key = key;
      this.hash = hash;
      this.record = record;
    }

    private void change(Optional<? extends RunRecord> next) {
      record = next;
      changed = true;
    }
  }

  @Override
  @SuppressWarnings("unchecked") // A key's record is of the key's type: nothing else can be put.
  public <V extends RunRecord> Optional<V> get(RunKey<V> key) {
    if (key instanceof RunKey.Header) {
      return (Optional<V>) header.record;
    }
    int hash = hash(key);
    int slot = slot(key, hash);
    Kept kept = table[slot];
    if (kept == null) {
      kept = keep(slot, new Kept(key, hash, below.get(key)));
    }
    return (Optional<V>) kept.record;
  }

  @Override
  @SuppressWarnings("unchecked") // As above.
  public <V extends RunRecord> Optional<V> peek(RunKey<V> key) {
    if (key instanceof RunKey.Header) {
      return (Optional<V>) header.record;
    }
    Kept kept = table[slot(key, hash(key))];
    return kept == null ? below.peek(key) : (Optional<V>) kept.record;
  }

  /** Every thought asks for the header, so it needs no search. */
  @SuppressWarnings("unchecked") // As above.
  Optional<RunHeader> header() {
    return (Optional<RunHeader>) header.record;
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
    if (key instanceof RunKey.Header) {
      header.change(record);
      return;
    }
    int hash = hash(key);
    int slot = slot(key, hash);
    Kept kept = table[slot];
    if (kept == null) {
      kept = keep(slot, new Kept(key, hash, record));
    }
    kept.change(record);
  }

  /** Strings differ in their lower digits least. */
  private static int hash(RunKey<?> key) {
    int hash = key.hashCode();
    return hash ^ hash >>> 16;
  }

  /** Where a key's record is, or would be. */
  private int slot(RunKey<?> key, int hash) {
    int last = table.length - 1;
    int slot = hash & last;
    for (Kept kept = table[slot]; kept != null; kept = table[slot]) {
      if (kept.hash == hash && kept.key.equals(key)) {
        return slot;
      }
      slot = slot + 1 & last;
    }
    return slot;
  }

  private Kept keep(int slot, Kept kept) {
    table[slot] = kept;
    all[size] = kept;
    size++;
    if (size == all.length) {
      grow();
    }
    return kept;
  }

  /** At most half of the slots are taken, so a search soon meets a free one. */
  private void grow() {
    all = Arrays.copyOf(all, 2 * size);
    table = new Kept[4 * size];
    for (int i = 0; i < size; i++) {
      table[slot(all[i].key, all[i].hash)] = all[i];
    }
  }

  /** Writes what was changed to the store below. */
  void commit() {
    commit(HEADER, header);
    for (int i = 0; i < size; i++) {
      commit(all[i].key, all[i]);
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
