package dev.baton.simulation.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A topic of one partition. A transaction's end lies in it as a marker that takes an offset.
 *
 * @param <T> what its records carry
 */
public final class Topic<T> {
  private final String name;
  private final List<Entry<T>> entries = new ArrayList<>();
  private final Map<Transaction, Long> open = new LinkedHashMap<>();
  private final List<Runnable> listeners = new ArrayList<>();

  private record Entry<T>(@Nullable T value, @Nullable Transaction transaction) {}

  /** An empty topic. */
  public Topic(String name) {
    this.name = name;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Calls somebody whenever there may be more to read. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Appends a record outside of any transaction.
   *
   * @return its offset
   */
  public long append(T value) {
    entries.add(new Entry<>(value, null));
    tell();
    return entries.size() - 1L;
  }

  /**
   * Appends a record as part of a transaction. The broker refuses it where the transaction was
   * ended behind its owner's back; the owner learns of it when it commits.
   */
  public void append(T value, Transaction transaction) {
    if (transaction.isOpen()) {
      open.putIfAbsent(transaction, (long) entries.size());
      transaction.touches(this);
      entries.add(new Entry<>(value, transaction));
    }
  }

  void ended(Transaction transaction) {
    open.remove(transaction);
    entries.add(new Entry<>(null, null));
    tell();
  }

  private void tell() {
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).run();
    }
  }

  /** The offset of the next record. */
  public long end() {
    return entries.size();
  }

  /** The first offset that readers of committed records may not see yet. */
  public long stableEnd() {
    long end = entries.size();
    for (long first : open.values()) {
      end = Math.min(end, first);
    }
    return end;
  }

  /** Whether a record is one that readers of committed records see, once its offset is stable. */
  public boolean isCommitted(long offset) {
    Entry<T> entry = entries.get((int) offset);
    return entry.value() != null
        && (entry.transaction() == null || !entry.transaction().isAborted());
  }

  /** Whether an offset is taken by the end of a transaction. */
  boolean isMarker(long offset) {
    return entries.get((int) offset).value() == null;
  }

  /** What a record carries; empty for the end of a transaction. */
  public Optional<T> value(long offset) {
    return Optional.ofNullable(entries.get((int) offset).value());
  }

  /** What was committed so far, in order. */
  public List<T> committed() {
    List<T> values = new ArrayList<>();
    long end = stableEnd();
    for (int offset = 0; offset < end; offset++) {
      T value = entries.get(offset).value();
      if (value != null && isCommitted(offset)) {
        values.add(value);
      }
    }
    return values;
  }
}
