package dev.baton.core.run;

import java.util.Optional;

/** The records of one run. Used by one thread at a time. */
public interface RunStore {
  /** The record under a key. */
  <V extends RunRecord> Optional<V> get(RunKey<V> key);

  /**
   * The same for whoever goes through many records and needs each for a moment: a store that keeps
   * what was read, so that nothing is read twice, need not keep this one.
   */
  default <V extends RunRecord> Optional<V> peek(RunKey<V> key) {
    return get(key);
  }

  /** Writes a record, in place of any former one. */
  <V extends RunRecord> void put(RunKey<V> key, V value);

  /** Removes a record; nothing happens where there is none. */
  void remove(RunKey<?> key);
}
