package dev.baton.agent.slot;

import java.time.Duration;
import java.util.List;

/**
 * Where a slot group gets its records: one member of a share group. Used by one thread, except
 * {@link #wakeup()}.
 *
 * <p>Rules of the share group: new records come only while none is in hand; a record that was
 * renewed is not in hand until a poll returns it again, and must not be acknowledged in between.
 */
public interface TaskSource extends AutoCloseable {

  /**
   * Waits for records. Acknowledgements that were not committed are committed first.
   *
   * @param timeout how long to wait for the first one
   * @return new records, or renewed ones that are in hand again; empty after the timeout, a wakeup,
   *     or where nothing came but the end of a transaction
   */
  List<TaskRecord> poll(Duration timeout);

  /**
   * Whether a fetch may be under way that the last poll has not waited for: what it brings is
   * locked for this member and seen by its next poll.
   */
  default boolean isFetching() {
    return false;
  }

  /**
   * Notes what the broker is to be told; it is told by the next commit or poll.
   *
   * @param record a record in hand
   * @param how what it is told
   * @throws IllegalStateException if the record is not in hand
   */
  void acknowledge(TaskRecord record, Acknowledgement how);

  /**
   * Tells the broker now.
   *
   * @param bound how long to wait for its word
   */
  void commit(Duration bound);

  /**
   * The records whose lock the broker said to be lost, since the last call, in the order of its
   * word.
   */
  List<TaskRecord> takeLost();

  /** How long the broker keeps a record for this member. */
  Duration lock();

  /** Ends a poll that waits. May be called by any thread. */
  void wakeup();

  /** Commits what was noted and leaves; records in hand go back to the group. */
  @Override
  void close();
}
