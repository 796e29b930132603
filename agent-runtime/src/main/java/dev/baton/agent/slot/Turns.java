package dev.baton.agent.slot;

import dev.baton.schemas.Priority;
import java.time.Duration;
import java.util.Optional;

/**
 * The bound on tasks worked on side by side, over all slot groups of a worker, and on the groups
 * that take any while there is little room; as seen by the groups of one priority class.
 * Thread-safe.
 */
public final class Turns {

  private final TurnPool pool;
  private final Priority priority;

  /** All turns are free, and tasks may always be taken. */
  public Turns(int turns) {
    this(turns, Intake.OPEN);
  }

  /**
   * All turns are free, and there are no classes.
   *
   * @param turns how many there are
   * @param intake how many may be used at the moment
   */
  public Turns(int turns, Intake intake) {
    this(TurnPool.plain(turns, intake), Priority.NORMAL);
  }

  Turns(TurnPool pool, Priority priority) {
    this.pool = pool;
    this.priority = priority;
  }

  /** How many may be used at the moment. */
  Intake intake() {
    return pool.intake();
  }

  /** Calls somebody when there is a turn that nobody waited for. */
  void listen(Runnable listener) {
    pool.listen(listener);
  }

  /** Stops calling somebody. */
  void unlisten(Runnable listener) {
    pool.unlisten(listener);
  }

  /** How long a record may wait for its turn before others shall have it; empty for ever. */
  Optional<Duration> longestWait() {
    return pool.longestWait();
  }

  /** How many are taken, by all classes. */
  int taken() {
    return pool.taken();
  }

  /** Whether fewer tasks than turns may be worked on. */
  boolean isLimited() {
    return pool.isLimited();
  }

  /** Lets a group take records, or not; one that may says when it holds none any more. */
  boolean tryEnter() {
    return pool.tryEnter(priority);
  }

  /** A group holds no records any more. */
  void leave() {
    pool.leave();
  }

  /**
   * Takes a turn if it is one's turn; if not, one waits in line and is woken.
   *
   * @param who whose turn it is, by identity
   * @param wake called when it is worth asking again
   */
  boolean tryTake(Object who, Runnable wake) {
    return pool.tryTake(priority, who, wake);
  }

  /** Gives a turn back, or leaves the line. */
  void give(Object who) {
    pool.give(who);
  }
}
