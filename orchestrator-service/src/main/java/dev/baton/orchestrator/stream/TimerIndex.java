package dev.baton.orchestrator.stream;

import dev.baton.core.id.RunId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The timers of all runs of one partition in the order in which they come due. Derived from the
 * runs' timer records and kept in the same store under keys of their own, so that both are restored
 * and committed together. Not thread-safe.
 */
final class TimerIndex {

  private static final byte[] PRESENT = {1};
  private static final int FIXED_BYTES = 1 + Long.BYTES + 2 * Long.BYTES;

  private final KeyValueStore<Bytes, byte[]> store;
  private final Consumer<Instant> added;
  // Nothing is due before it: spares walking over the tombstones of fired timers.
  private long floorMillis;

  /**
   * The index in a store.
   *
   * @param store holds it
   * @param added is told when each new timer comes due
   */
  TimerIndex(KeyValueStore<Bytes, byte[]> store, Consumer<Instant> added) {
    this.store = store;
    this.added = added;
  }

  /**
   * One timer.
   *
   * @param due when it fires
   * @param runId its run
   * @param name its name inside the run
   */
  record Entry(Instant due, RunId runId, String name) {

    private Bytes key() {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      return Bytes.wrap(
          ByteBuffer.allocate(FIXED_BYTES + text.length)
              .put(StoreLayout.TIMER_INDEX)
              .putLong(due.toEpochMilli())
              .putLong(runId.value().getMostSignificantBits())
              .putLong(runId.value().getLeastSignificantBits())
              .put(text)
              .array());
    }

    private static Entry of(Bytes key) {
      ByteBuffer bytes = ByteBuffer.wrap(key.get(), 1, key.get().length - 1);
      Instant due = Instant.ofEpochMilli(bytes.getLong());
      RunId runId = new RunId(new UUID(bytes.getLong(), bytes.getLong()));
      return new Entry(due, runId, StandardCharsets.UTF_8.decode(bytes).toString());
    }
  }

  void add(Entry timer) {
    store.put(timer.key(), PRESENT);
    floorMillis = Math.min(floorMillis, timer.due().toEpochMilli());
    added.accept(timer.due());
  }

  void remove(Entry timer) {
    store.delete(timer.key());
  }

  /** The timers that are due, the oldest first. */
  List<Entry> due(Instant now, int limit) {
    List<Entry> due = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> timers =
        store.range(bound(floorMillis), bound(now.toEpochMilli() + 1))) {
      while (timers.hasNext() && due.size() < limit) {
        KeyValue<Bytes, byte[]> timer = timers.next();
        due.add(Entry.of(timer.key));
      }
    }
    floorMillis = due.isEmpty() ? now.toEpochMilli() : due.getFirst().due().toEpochMilli();
    return due;
  }

  /** When the next timer comes due. */
  Optional<Instant> next() {
    try (KeyValueIterator<Bytes, byte[]> timers =
        store.range(bound(floorMillis), bound(Long.MAX_VALUE))) {
      return timers.hasNext() ? Optional.of(Entry.of(timers.next().key).due()) : Optional.empty();
    }
  }

  private static Bytes bound(long millis) {
    return Bytes.wrap(
        ByteBuffer.allocate(1 + Long.BYTES).put(StoreLayout.TIMER_INDEX).putLong(millis).array());
  }
}
