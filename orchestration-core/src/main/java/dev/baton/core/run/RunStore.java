package dev.baton.core.run;

import java.util.Optional;

/** The records of one run. Used by one thread at a time. */
public interface RunStore {
  /** The record under a key. */
  <V extends RunRecord> Optional<V> get(RunKey<V> key);

  /** Writes a record, in place of any former one. */
  <V extends RunRecord> void put(RunKey<V> key, V value);

  /** Removes a record; nothing happens where there is none. */
  void remove(RunKey<?> key);
}
