package dev.baton.core.run;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run's records in memory. Equal to every other store with the same records. Not thread-safe. */
public final class MapRunStore implements RunStore {
  private final Map<RunKey<?>, RunRecord> records;

  /** An empty store. */
  public MapRunStore() {
    this(Map.of());
  }

  /** A store with a copy of these records. */
  public MapRunStore(Map<RunKey<?>, RunRecord> records) {
    this.records = new HashMap<>(records);
  }

  @Override
  @SuppressWarnings("unchecked") // A key's record is of the key's type: nothing else can be put.
  public <V extends RunRecord> Optional<V> get(RunKey<V> key) {
    return Optional.ofNullable((V) records.get(key));
  }

  @Override
  public <V extends RunRecord> void put(RunKey<V> key, V value) {
    records.put(key, value);
  }

  @Override
  public void remove(RunKey<?> key) {
    records.remove(key);
  }

  /** A copy of all records. */
  public Map<RunKey<?>, RunRecord> records() {
    return Map.copyOf(records);
  }

  /** All records as they are now and will be. */
  public Map<RunKey<?>, RunRecord> view() {
    return Collections.unmodifiableMap(records);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MapRunStore that && records.equals(that.records);
  }

  @Override
  public int hashCode() {
    return records.hashCode();
  }

  @Override
  public String toString() {
    return records.toString();
  }
}
