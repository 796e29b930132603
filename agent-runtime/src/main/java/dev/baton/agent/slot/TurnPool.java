package dev.baton.agent.slot;

import dev.baton.schemas.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who of the waiting begins next, over the priority classes of a worker. Thread-safe.
 *
 * <p>HIGH goes first, then NORMAL, then LOW; but whoever waits is passed over only so often: of the
 * turns that become free while all wait, NORMAL gets at least one in four and LOW one in nine. A
 * pool with classes has one turn beyond its number for HIGH alone, which does not count there, so
 * that HIGH does not wait for work that takes long.
 *
 * <p>Who is to be first must be in hand before a turn becomes free; but what is in hand here cannot
 * be had by another worker that is idle. So groups of a pool with classes take records without a
 * free turn only while turns change hands at least every {@link #BRISK}, and give back what has
 * waited for longer.
 */
final class TurnPool {

  /** How often NORMAL is passed over in a row at most. */
  static final int NORMAL_PATIENCE = 3;

  /** How often LOW is passed over in a row; once more where NORMAL has waited enough as well. */
  static final int LOW_PATIENCE = 7;

  /** How long a record may wait here for its turn while other workers could have it. */
  static final Duration BRISK = Duration.ofSeconds(2);

  private final int turns;
  private final boolean classes;
  private final Intake intake;
  private final InstantSource clock;
  private final Queue high = new Queue(Integer.MAX_VALUE);
  private final Queue normal = new Queue(NORMAL_PATIENCE);
  private final Queue low = new Queue(LOW_PATIENCE);
  private final List<Queue> mostUrgentFirst = List.of(high, normal, low);
  private final Set<Object> working = new HashSet<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private Instant changedHands = Instant.EPOCH;
  private int inside;

  /** Those of one class that wait, in their order, with what wakes each. */
  private static final class Queue {
    private final int patience;
    private final Map<Object, Runnable> waiting = new LinkedHashMap<>();
    private int passedOver;

    Queue(int patience) {
      this.patience = patience;
    }

    boolean waits() {
      return !waiting.isEmpty();
    }

    boolean isOverdue() {
      return waits() && passedOver >= patience;
    }
  }

  /**
   * A pool with all turns free.
   *
   * @param turns tasks worked on side by side, >= 1
   * @param classes whether there are priority classes
   * @param intake how many may be used at the moment
   * @param clock tells when a turn changed hands
   */
  TurnPool(int turns, boolean classes, Intake intake, InstantSource clock) {
    this.turns = turns;
    this.classes = classes;
    this.intake = intake;
    this.clock = clock;
  }

  /** A pool that knows no classes. */
  static TurnPool plain(int turns, Intake intake) {
    return new TurnPool(turns, false, intake, InstantSource.system());
  }

  /** Calls somebody when a turn became free that nobody waited for. */
  void listen(Runnable listener) {
    listeners.add(listener);
  }

  void unlisten(Runnable listener) {
    listeners.remove(listener);
  }

  /** How long a record may wait for its turn before it is given back. */
  Optional<Duration> longestWait() {
    return classes ? Optional.of(BRISK) : Optional.empty();
  }

  Intake intake() {
    return intake;
  }

  synchronized int taken() {
    return working.size();
  }

  boolean isLimited() {
    return intake.room() < turns;
  }

  synchronized boolean tryEnter(Priority priority) {
    boolean enters = inside < intake.room() && (!classes || hasTurn(priority) || isBrisk());
    if (enters) {
      inside++;
    }
    return enters;
  }

  private boolean hasTurn(Priority priority) {
    return working.size() < (priority == Priority.HIGH ? turns + 1 : turns);
  }

  private boolean isBrisk() {
    return clock.instant().isBefore(changedHands.plus(BRISK));
  }

  synchronized void leave() {
    inside--;
  }

  /**
   * Takes a turn, or waits for one.
   *
   * @param who by identity; asked again until it has its turn, and once it has, never again
   * @param wake called when it is to ask again
   */
  boolean tryTake(Priority priority, Object who, Runnable wake) {
    List<Runnable> woken;
    boolean taken;
    synchronized (this) {
      if (working.contains(who) && working.size() > intake.room()) {
        // There has become less room since it was its turn.
        working.remove(who);
      }
      if (!working.contains(who)) {
        queue(priority).waiting.put(who, wake);
      }
      woken = handOut(who);
      taken = working.contains(who);
    }
    woken.forEach(Runnable::run);
    return taken;
  }

  /** Gives a turn back, or no longer waits for one. */
  void give(Object who) {
    List<Runnable> woken;
    synchronized (this) {
      boolean worked = working.remove(who);
      mostUrgentFirst.forEach(queue -> queue.waiting.remove(who));
      woken = handOut(who);
      if (worked) {
        changedHands = classes ? clock.instant() : changedHands;
      }
      if (worked && classes && woken.isEmpty()) {
        woken = listeners;
      }
    }
    woken.forEach(Runnable::run);
  }

  /** Gives turns to those that wait while there are any; tells whom to wake but the asking one. */
  private List<Runnable> handOut(Object asking) {
    List<Runnable> woken = new ArrayList<>();
    for (Optional<Queue> next = next(); next.isPresent(); next = next()) {
      Map<Object, Runnable> waiting = next.get().waiting;
      Object who = waiting.keySet().iterator().next();
      Runnable wake = Objects.requireNonNull(waiting.remove(who));
      working.add(who);
      if (!who.equals(asking)) {
        woken.add(wake);
      }
    }
    return woken;
  }

  private Optional<Queue> next() {
    if (working.size() >= intake.room()) {
      return Optional.empty();
    }
    if (working.size() >= turns) {
      return classes && working.size() == turns && high.waits()
          ? Optional.of(high)
          : Optional.empty();
    }
    Optional<Queue> next =
        mostUrgentFirst.stream()
            .filter(Queue::isOverdue)
            .findFirst()
            .or(() -> mostUrgentFirst.stream().filter(Queue::waits).findFirst());
    next.ifPresent(chosen ->
        mostUrgentFirst.stream()
            .filter(Queue::waits)
            .forEach(queue -> queue.passedOver = queue == chosen ? 0 : queue.passedOver + 1));
    return next;
  }

  private Queue queue(Priority priority) {
    return switch (priority) {
      case HIGH -> high;
      case NORMAL -> normal;
      case LOW -> low;
    };
  }
}
