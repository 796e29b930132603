package dev.baton.agent.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A share group's member that keeps the group's rules and notices when they are broken. */
final class FakeTaskSource implements TaskSource {

  static final Duration LOCK = Duration.ofSeconds(30);

  private enum Stand {
    IN_HAND,
    RENEWING
  }

  private final InstantSource clock;
  private final List<TaskRecord> waiting = new ArrayList<>();
  private final Map<TaskRecord, Stand> held = new LinkedHashMap<>();
  private final Map<TaskRecord, Instant> lockedUntil = new LinkedHashMap<>();
  private final List<String> acknowledged = new ArrayList<>();
  private final List<String> uncommitted = new ArrayList<>();
  private final List<String> committed = new ArrayList<>();
  private final Set<TaskRecord> doomed = new LinkedHashSet<>();
  private final Set<TaskRecord> lost = new LinkedHashSet<>();
  private final List<TaskRecord> expired = new ArrayList<>();
  private boolean holdsBack;
  private boolean closed;
  private boolean fetching;
  private int polls;
  private int commits;

  FakeTaskSource(InstantSource clock) {
    this.clock = clock;
  }

  void add(TaskRecord record) {
    waiting.add(record);
  }

  void holdBack() {
    holdsBack = true;
  }

  void letBack() {
    holdsBack = false;
  }

  void lose(TaskRecord record) {
    doomed.add(record);
  }

  /** The last poll's fetch is still under way. */
  void goOnFetching() {
    fetching = true;
  }

  @Override
  public boolean isFetching() {
    return fetching;
  }

  @Override
  public List<TaskRecord> poll(Duration timeout) {
    polls++;
    if (held.containsValue(Stand.IN_HAND)) {
      throw new IllegalStateException("poll with records in hand: " + held);
    }
    flush();
    if (!held.isEmpty()) {
      if (holdsBack) {
        return List.of();
      }
      held.replaceAll((_, _) -> Stand.IN_HAND);
      return List.copyOf(held.keySet());
    }
    List<TaskRecord> taken = List.copyOf(waiting);
    waiting.clear();
    fetching &= taken.isEmpty();
    taken.forEach(record -> {
      held.put(record, Stand.IN_HAND);
      lockedUntil.put(record, clock.instant().plus(LOCK));
    });
    return taken;
  }

  @Override
  public void acknowledge(TaskRecord record, Acknowledgement how) {
    if (held.get(record) != Stand.IN_HAND) {
      throw new IllegalStateException(record + " is not in hand: " + held.get(record));
    }
    Instant until = lockedUntil.getOrDefault(record, Instant.MIN);
    if (clock.instant().isAfter(until)) {
      expired.add(record);
    }
    acknowledged.add(record + " " + how);
    if (how == Acknowledgement.RENEW) {
      held.put(record, Stand.RENEWING);
      lockedUntil.put(record, clock.instant().plus(LOCK));
    } else {
      held.remove(record);
      uncommitted.add(record + " " + how);
    }
  }

  @Override
  public void commit(Duration bound) {
    commits++;
    flush();
  }

  private void flush() {
    committed.addAll(uncommitted);
    uncommitted.clear();
    doomed.stream().filter(held::containsKey).forEach(lost::add);
    held.keySet().removeAll(lost);
  }

  @Override
  public List<TaskRecord> takeLost() {
    List<TaskRecord> taken = List.copyOf(lost);
    lost.clear();
    return taken;
  }

  @Override
  public Duration lock() {
    return LOCK;
  }

  @Override
  public void wakeup() {}

  @Override
  public void close() {
    flush();
    closed = true;
  }

  List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  List<String> committed() {
    return List.copyOf(committed);
  }

  List<TaskRecord> expired() {
    return List.copyOf(expired);
  }

  boolean closed() {
    return closed;
  }

  int polls() {
    return polls;
  }

  int commits() {
    return commits;
  }
}
