package dev.baton.simulation.broker;

import dev.baton.simulation.time.Agenda;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The broker's part of a share group on one topic: who has acquired which record until when, and
 * how often it was handed out. Used by one thread at a time.
 */
public final class ShareGroup {
  private static final int NOBODY = 0;

  private final Topic<?> topic;
  private final ShareSettings settings;
  private final Agenda agenda;
  private final List<Cell> cells = new ArrayList<>();
  private final Map<Integer, Runnable> waiting = new LinkedHashMap<>();
  private int start;
  private int members;

  private enum State {
    AVAILABLE,
    ACQUIRED,
    DONE,
    ARCHIVED
  }

  private static final class Cell {
    private State state = State.AVAILABLE;
    private int count;
    private long until;
    private int owner = NOBODY;
  }

  /** A group that reads the topic from its beginning. */
  public ShareGroup(Topic<?> topic, ShareSettings settings, Agenda agenda) {
    this.topic = topic;
    this.settings = settings;
    this.agenda = agenda;
    topic.listen(this::tell);
  }

  /** A new member's number. */
  int join() {
    return ++members;
  }

  long lockMillis() {
    return settings.lockMillis();
  }

  /** Calls a member once, when there may be something for it. */
  void await(int member, Runnable wake) {
    waiting.put(member, wake);
  }

  private void tell() {
    if (!waiting.isEmpty()) {
      List<Runnable> wakes = List.copyOf(waiting.values());
      waiting.clear();
      wakes.forEach(Runnable::run);
    }
  }

  List<Delivery> acquire(int member, int most) {
    look();
    List<Delivery> acquired = new ArrayList<>();
    int end = Math.min(cells.size(), start + settings.window());
    for (int offset = start; offset < end && acquired.size() < most; offset++) {
      Cell cell = cells.get(offset);
      if (cell.state == State.AVAILABLE) {
        cell.state = State.ACQUIRED;
        cell.owner = member;
        cell.count++;
        lock(offset, cell);
        acquired.add(new Delivery(offset, cell.count));
      }
    }
    return acquired;
  }

  /** Takes note of what has become readable; what nobody may read is done at once. */
  private void look() {
    long end = settings.readCommitted() ? topic.stableEnd() : topic.end();
    for (int offset = cells.size(); offset < end; offset++) {
      Cell cell = new Cell();
      boolean hidden = settings.readCommitted() && !topic.isCommitted(offset);
      if (hidden || topic.isMarker(offset)) {
        cell.state = State.DONE;
      }
      cells.add(cell);
    }
    advance();
  }

  private void advance() {
    while (start < cells.size()
        && (cells.get(start).state == State.DONE || cells.get(start).state == State.ARCHIVED)) {
      start++;
    }
  }

  private void lock(int offset, Cell cell) {
    cell.until = agenda.now() + settings.lockMillis();
    agenda.at(cell.until, () -> expire(offset));
  }

  private void expire(int offset) {
    Cell cell = cells.get(offset);
    if (cell.state == State.ACQUIRED && cell.until <= agenda.now()) {
      giveBack(cell);
      tell();
    }
  }

  private void giveBack(Cell cell) {
    cell.state = cell.count >= settings.deliveryLimit() ? State.ARCHIVED : State.AVAILABLE;
    cell.owner = NOBODY;
    advance();
  }

  /**
   * Takes a member's word for several records: for all of them, or for none where it has lost one.
   *
   * @return whether it was taken
   */
  boolean acknowledge(int member, SortedMap<Long, AckType> words) {
    for (long offset : words.keySet()) {
      if (offset >= cells.size() || !isWith(member, (int) offset)) {
        return false;
      }
    }
    words.forEach((offset, how) -> take(offset.intValue(), how));
    advance();
    if (words.containsValue(AckType.RELEASE)) {
      tell();
    }
    return true;
  }

  private boolean isWith(int member, int offset) {
    Cell cell = cells.get(offset);
    return cell.state == State.ACQUIRED && cell.owner == member;
  }

  private void take(int offset, AckType how) {
    Cell cell = cells.get(offset);
    switch (how) {
      case ACCEPT -> cell.state = State.DONE;
      case REJECT -> cell.state = State.ARCHIVED;
      case RELEASE -> giveBack(cell);
      case RENEW -> lock(offset, cell);
    }
  }

  /** A member's connection is gone: its records are free, and the delivery counts. */
  void disconnect(int member) {
    waiting.remove(member);
    boolean freed = false;
    for (int offset = start; offset < cells.size(); offset++) {
      if (isWith(member, offset)) {
        giveBack(cells.get(offset));
        freed = true;
      }
    }
    if (freed) {
      tell();
    }
  }

  /** The broker has restarted: all connections were gone for a moment. */
  public void disconnectAll() {
    for (int offset = start; offset < cells.size(); offset++) {
      if (cells.get(offset).state == State.ACQUIRED) {
        giveBack(cells.get(offset));
      }
    }
    tell();
  }

  /** Whether a record will not be handed out again. */
  public boolean isDone(long offset) {
    return offset < cells.size()
        && cells.get((int) offset).state != State.AVAILABLE
        && cells.get((int) offset).state != State.ACQUIRED;
  }

  /** Whether a record was given up, by a member or at the limit of deliveries. */
  public boolean isArchived(long offset) {
    return offset < cells.size() && cells.get((int) offset).state == State.ARCHIVED;
  }
}
