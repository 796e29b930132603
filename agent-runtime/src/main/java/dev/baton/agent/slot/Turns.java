package dev.baton.agent.slot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bound on tasks worked on side by side, over all slot groups of a worker, and on the groups
 * that take any while there is little room. Thread-safe.
 */
public final class Turns {

  private final int turns;
  private final Intake intake;
  private final Semaphore free;
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** All turns are free, and tasks may always be taken. */
  public Turns(int turns) {
    this(turns, Intake.OPEN);
  }

  /**
   * All turns are free.
   *
   * @param turns how many there are
   * @param intake how many may be used at the moment
   */
  public Turns(int turns, Intake intake) {
    this.turns = turns;
    this.intake = intake;
    this.free = new Semaphore(turns);
  }

  /** Calls somebody when a turn becomes free that nobody could have. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** Stops calling somebody. */
  public void unlisten(Runnable listener) {
    listeners.remove(listener);
  }

  /** How many are taken. */
  int taken() {
    return turns - free.availablePermits();
  }

  /** Whether fewer tasks than turns may be worked on. */
  boolean isLimited() {
    return intake.room() < turns;
  }

  /** Lets a group take records, or not; one that may says when it holds none any more. */
  boolean tryEnter() {
    int room = intake.room();
    int before = inside.getAndUpdate(groups -> groups < room ? groups + 1 : groups);
    return before < room;
  }

  /** A group holds no records any more. */
  void leave() {
    inside.decrementAndGet();
  }

  /** Takes a turn if one is free. */
  boolean tryTake() {
    if (taken() >= intake.room()) {
      return false;
    }
    if (free.tryAcquire()) {
      return true;
    }
    wanted.set(true);
    // One may have become free before the wish was noted.
    return free.tryAcquire();
  }

  /** Gives a turn back. */
  void give() {
    free.release();
    if (wanted.getAndSet(false)) {
      listeners.forEach(Runnable::run);
    }
  }
}
