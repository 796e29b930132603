package dev.baton.agent.slot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** The bound on tasks worked on side by side, over all slot groups of a worker. Thread-safe. */
public final class Turns {

  private final int turns;
  private final Semaphore free;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * All turns are free.
   *
   * @param turns how many there are
   */
  public Turns(int turns) {
    this.turns = turns;
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

  /** Takes a turn if one is free. */
  boolean tryTake() {
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
