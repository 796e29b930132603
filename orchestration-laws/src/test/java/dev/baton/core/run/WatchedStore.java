package dev.baton.core.run;

import dev.baton.core.run.RunRecord.TimerRecord;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A run's records in memory that remembers how they were before the present event and keeps its
 * timers in order.
 */
final class WatchedStore implements RunStore {
  private final Map<RunKey<?>, Optional<RunRecord>> former = new HashMap<>();
  private final SortedSet<TimerRecord> timers =
      new TreeSet<>(Comparator.comparing(TimerRecord::due).thenComparing(TimerRecord::name));
  private MapRunStore records = new MapRunStore();

  /** What comes from here on is the next event. */
  void mark() {
    former.clear();
  }

  /** The records as they were when the present event began. */
  RunStore before() {
    return new Before();
  }

  /** Whether the present event has changed nothing but the number of log entries. */
  boolean isUnchanged() {
    return former.entrySet().stream()
        .allMatch(entry ->
            entry.getKey() instanceof RunKey.Log
                || entry
                    .getValue()
                    .equals(Optional.ofNullable(records.view().get(entry.getKey()))));
  }

  MapRunStore records() {
    return records;
  }

  /** The process died, and this is what came back. */
  void restored(MapRunStore restored) {
    records = restored;
    timers.clear();
    restored.view().values().forEach(record -> index(Optional.of(record), true));
  }

  /** In the order in which they are due. */
  SortedSet<TimerRecord> timers() {
    return timers;
  }

  @Override
  public <V extends RunRecord> Optional<V> get(RunKey<V> key) {
    return records.get(key);
  }

  @Override
  public <V extends RunRecord> void put(RunKey<V> key, V value) {
    replaced(key);
    records.put(key, value);
    index(Optional.of(value), true);
  }

  @Override
  public void remove(RunKey<?> key) {
    replaced(key);
    records.remove(key);
  }

  private void replaced(RunKey<?> key) {
    Optional<RunRecord> present = Optional.ofNullable(records.view().get(key));
    former.putIfAbsent(key, present);
    index(present, false);
  }

  private void index(Optional<RunRecord> record, boolean isSet) {
    if (record.isPresent() && record.get() instanceof TimerRecord timer) {
      if (isSet) {
        timers.add(timer);
      } else {
        timers.remove(timer);
      }
    }
  }

  private final class Before implements RunStore {
    @Override
    public <V extends RunRecord> Optional<V> get(RunKey<V> key) {
      Optional<RunRecord> changed = former.get(key);
      return changed == null ? records.get(key) : changed.map(key.type()::cast);
    }

    @Override
    public <V extends RunRecord> void put(RunKey<V> key, V value) {
      throw new IllegalStateException("the past is only read");
    }

    @Override
    public void remove(RunKey<?> key) {
      throw new IllegalStateException("the past is only read");
    }
  }
}
