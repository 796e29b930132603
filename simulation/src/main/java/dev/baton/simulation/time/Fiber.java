package dev.baton.simulation.time;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread that runs only while whoever drives the agenda waits for it, so that the threads of a
 * world take turns in an order that its seed decides. Real code may block in it and be interrupted:
 * the interrupt is felt at the fiber's next turn.
 */
public final class Fiber {
  private final Runnable work;
  private final Thread thread;
  private volatile Thread driver = Thread.currentThread();
  private volatile boolean running;
  private volatile boolean ended;
  private boolean started;
  private boolean killed;
  private boolean interrupted;

  /** A fiber that has not begun. */
  public Fiber(Runnable work) {
    this.work = work;
    this.thread = Thread.ofVirtual().unstarted(this::run);
  }

  private void run() {
    try {
      work.run();
    } catch (Killed _) {
      // Its process has died.
    } finally {
      ended = true;
      running = false;
      LockSupport.unpark(driver);
    }
  }

  /** Lets it run until it waits or ends; by the driver. Does nothing once it has ended. */
  public void resume() {
    if (ended) {
      return;
    }
    driver = Thread.currentThread();
    running = true;
    if (!started) {
      started = true;
      thread.start();
    } else {
      LockSupport.unpark(thread);
    }
    while (running) {
      LockSupport.park(this);
    }
  }

  /**
   * Gives the turn back until the next resume; by the fiber itself.
   *
   * @throws Killed if its process has died
   */
  public void await() {
    if (killed) {
      throw new Killed();
    }
    running = false;
    LockSupport.unpark(driver);
    while (!running) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    interrupted |= Thread.interrupted();
    if (killed) {
      throw new Killed();
    }
  }

  /** Whether it was interrupted since the last call; by the fiber itself. */
  public boolean takeInterrupt() {
    boolean taken = interrupted;
    interrupted = false;
    return taken;
  }

  /** Ends it at the place where it waits; by the driver. */
  public void kill() {
    killed = true;
    ended |= !started;
    resume();
  }

  /** Whether it has ended. */
  public boolean hasEnded() {
    return ended;
  }
}
