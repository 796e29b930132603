package dev.baton.agent.slot;

import dev.baton.schemas.Priority;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/**
 * The slots of a worker for each priority class that it serves. The classes share the worker's
 * turns; each has members of its own, for a member that holds a record takes no other, however
 * urgent. {@link #start()} and {@link #drain(Duration)} are called once each; the rest may be
 * called by any thread.
 */
public final class SlotLanes {

  private final TurnPool pool;
  private final SlotWorker normal;
  private final List<SlotWorker> lanes;

  private SlotLanes(TurnPool pool, Map<Priority, SlotWorker> lanes) {
    this.pool = pool;
    this.normal = Optional.ofNullable(lanes.get(Priority.NORMAL)).orElseThrow();
    this.lanes = List.copyOf(lanes.values());
  }

  /** One lane for tasks of every class. */
  public static SlotLanes single(
      int turns, Intake intake, BiFunction<Priority, Turns, SlotWorker> lane) {
    TurnPool pool = TurnPool.plain(turns, intake);
    return new SlotLanes(
        pool,
        new EnumMap<>(
            Map.of(
                Priority.NORMAL, lane.apply(Priority.NORMAL, new Turns(pool, Priority.NORMAL)))));
  }

  /**
   * A lane for each class, and one turn more that is HIGH's alone.
   *
   * @param turns tasks worked on side by side, besides that one
   * @param intake how many may be worked on at the moment
   * @param lane makes the slots of a class
   */
  public static SlotLanes byPriority(
      int turns, Intake intake, BiFunction<Priority, Turns, SlotWorker> lane) {
    TurnPool pool = new TurnPool(turns, true, intake, InstantSource.system());
    Map<Priority, SlotWorker> lanes = new EnumMap<>(Priority.class);
    for (Priority priority : Priority.values()) {
      lanes.put(priority, lane.apply(priority, new Turns(pool, priority)));
    }
    return new SlotLanes(pool, lanes);
  }

  /** Joins the share groups and begins to take tasks. */
  public void start() {
    lanes.forEach(SlotWorker::start);
  }

  /**
   * Takes no more tasks, finishes those under way within a time, says of the rest that they are
   * abandoned, and leaves the share groups.
   *
   * @param grace how long work may go on
   * @return whether everything ended in time
   * @throws InterruptedException if the caller was interrupted
   */
  public boolean drain(Duration grace) throws InterruptedException {
    if (lanes.size() == 1) {
      return normal.drain(grace);
    }
    // One grace period for all, not one after the other.
    try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> drains = new ArrayList<>();
      lanes.forEach(lane -> drains.add(aside.submit(() -> lane.drain(grace))));
      boolean ended = true;
      for (Future<Boolean> drained : drains) {
        ended &= drained.get();
      }
      return ended;
    } catch (ExecutionException e) {
      throw new IllegalStateException("slots could not be drained", e.getCause());
    }
  }

  /** How many groups take tasks. */
  public int alive() {
    return lanes.stream().mapToInt(SlotWorker::alive).sum();
  }

  /** How many tasks are worked on. */
  public int busy() {
    return pool.taken();
  }

  /** How records of NORMAL are taken at the moment. */
  public FetchMode mode() {
    return normal.mode();
  }

  /** Whether every group that there ought to be takes tasks. */
  public boolean isComplete() {
    return lanes.stream().allMatch(SlotWorker::isComplete);
  }
}
