package dev.baton.agent.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was used in the last minute, entry by entry, so that no window of a minute ever holds more
 * than was allowed; a bucket that is filled up again could give twice as much. Not thread-safe.
 */
final class MinuteWindow {

  static final Duration LENGTH = Duration.ofMinutes(1);

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long used;

  /** One use, whose amount may still be corrected. */
  static final class Entry {
    private final Instant at;
    private long amount;

    private Entry(Instant at, long amount) {
      this.at = at;
      this.amount = amount;
    }
  }

  /** What was used in the minute before. */
  long used(Instant now) {
    while (!entries.isEmpty() && !now.isBefore(entries.getFirst().at.plus(LENGTH))) {
      used -= entries.removeFirst().amount;
    }
    return used;
  }

  Entry use(Instant now, long amount) {
    Entry entry = new Entry(now, amount);
    entries.addLast(entry);
    used += amount;
    return entry;
  }

  /** Says what a use really came to; one that is out of the window counts no more. */
  void correct(Entry entry, long amount) {
    if (entries.contains(entry)) {
      used += amount - entry.amount;
      entry.amount = amount;
    }
  }

  /**
   * How long until an amount fits, if nobody else uses anything.
   *
   * @param allowed what may be used in a minute
   * @return zero where it fits now; the whole window where it never will
   */
  Duration untilFits(Instant now, long amount, long allowed) {
    long over = used(now) + amount - allowed;
    if (over <= 0) {
      return Duration.ZERO;
    }
    for (Entry entry : entries) {
      over -= entry.amount;
      if (over <= 0) {
        return Duration.between(now, entry.at.plus(LENGTH));
      }
    }
    return LENGTH;
  }
}
