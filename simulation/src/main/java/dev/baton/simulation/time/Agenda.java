package dev.baton.simulation.time;

import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/**
 * What is to be done when. Time stands still while something is done and then jumps to the next
 * entry; entries of one moment are done in the order in which they were made. Used by one thread at
 * a time.
 */
public final class Agenda implements InstantSource {
  /** When every world begins. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final long START_MILLIS = START.toEpochMilli();

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long now;
  private long made;
  private Instant instant = START;

  private record Entry(long at, long number, Runnable action) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /** Milliseconds since the world began. */
  public long now() {
    return now;
  }

  @Override
  public Instant instant() {
    return instant;
  }

  /** The moment of a time of the world. */
  public static long millisOf(Instant time) {
    return time.toEpochMilli() - START_MILLIS;
  }

  /** Has something done after a delay in milliseconds. */
  public void in(long delay, Runnable action) {
    at(now + delay, action);
  }

  /** Has something done at a time; a time that has passed means now. */
  public void at(long time, Runnable action) {
    entries.add(new Entry(Math.max(time, now), made++, action));
  }

  /**
   * Does the next thing.
   *
   * @param until later things are left alone
   * @return whether there was one
   */
  public boolean step(long until) {
    Entry next = entries.peek();
    if (next == null || next.at() > until) {
      return false;
    }
    entries.remove();
    if (next.at() != now) {
      now = next.at();
      instant = Instant.ofEpochMilli(START_MILLIS + now);
    }
    next.action().run();
    return true;
  }
}
