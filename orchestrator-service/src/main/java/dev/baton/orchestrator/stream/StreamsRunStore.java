package dev.baton.orchestrator.stream;

import dev.baton.core.id.RunId;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunRecord;
import dev.baton.core.run.RunRecord.TimerRecord;
import dev.baton.core.run.RunStore;
import dev.baton.core.wire.WireKeys;
import dev.baton.core.wire.WireState;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One run's records in the state store. Writes stay in memory until {@link #save()}, so that a
 * decision whose records turn out to be too large to be sent can be dropped as if it had never been
 * made. Not thread-safe.
 */
final class StreamsRunStore implements RunStore {

  private final RunId runId;
  private final KeyValueStore<Bytes, byte[]> store;
  private final TimerIndex timers;
  private final Map<RunKey<?>, Optional<RunRecord>> saved = new HashMap<>();
  private final Map<RunKey<?>, Optional<RunRecord>> changes = new LinkedHashMap<>();

  StreamsRunStore(RunId runId, KeyValueStore<Bytes, byte[]> store, TimerIndex timers) {
    this.runId = runId;
    this.store = store;
    this.timers = timers;
  }

  @Override
  public <V extends RunRecord> Optional<V> get(RunKey<V> key) {
    Optional<RunRecord> changed = changes.get(key);
    return (changed == null ? load(key) : changed).map(key.type()::cast);
  }

  private Optional<RunRecord> load(RunKey<?> key) {
    return saved.computeIfAbsent(key, this::read);
  }

  private Optional<RunRecord> read(RunKey<?> key) {
    return Optional.ofNullable(store.get(storeKey(key)))
        .map(bytes -> (RunRecord) WireState.fromBytes(key, bytes));
  }

  @Override
  public <V extends RunRecord> Optional<V> peek(RunKey<V> key) {
    Optional<RunRecord> known = changes.get(key);
    if (known == null) {
      known = saved.get(key);
    }
    return (known == null ? read(key) : known).map(key.type()::cast);
  }

  @Override
  public <V extends RunRecord> void put(RunKey<V> key, V value) {
    changes.put(key, Optional.of(value));
  }

  @Override
  public void remove(RunKey<?> key) {
    changes.put(key, Optional.empty());
  }

  /**
   * Writes what was changed to the state store and keeps the timer index in step. What is known to
   * be there is not written again, and what is not there is not removed: to look costs less than a
   * record in the changelog.
   */
  void save() {
    changes.forEach(this::save);
    saved.putAll(changes);
    changes.clear();
  }

  private void save(RunKey<?> key, Optional<RunRecord> changed) {
    boolean isTimer = key instanceof RunKey.Timer;
    if (isTimer || changed.isEmpty()) {
      load(key);
    }
    if (changed.equals(saved.get(key))) {
      return;
    }
    if (isTimer) {
      load(key).map(this::entry).ifPresent(timers::remove);
      changed.map(this::entry).ifPresent(timers::add);
    }
    Bytes place = storeKey(key);
    changed.ifPresentOrElse(
        value -> store.put(place, WireState.toBytes(value)), () -> store.delete(place));
  }

  private TimerIndex.Entry entry(RunRecord value) {
    TimerRecord timer = (TimerRecord) value;
    return new TimerIndex.Entry(timer.due(), runId, timer.name());
  }

  /** The record under a key as it was at the last save. */
  <V extends RunRecord> Optional<V> before(RunKey<V> key) {
    return load(key).map(key.type()::cast);
  }

  /** Drops what was changed since the last save. */
  void discard() {
    changes.clear();
  }

  private Bytes storeKey(RunKey<?> key) {
    byte[] core = WireKeys.toBytes(runId, key);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + core.length).put(StoreLayout.RECORD).put(core).array());
  }
}
