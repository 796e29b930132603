package dev.baton.agent.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All slots of one worker: opens as many slot groups as the fetch mode wants and as there is room
 * for, replaces failed ones, and drains them at the end. Where there is no room, groups leave: a
 * member that only polls no more may be given records by a fetch that is still under way. {@link
 * #start()} and {@link #drain(Duration)} are called once each; the rest may be called by any
 * thread.
 */
public final class SlotWorker {

  private static final Logger LOG = LoggerFactory.getLogger(SlotWorker.class);

  private final String role;
  private final TaskSources sources;
  private final Supplier<TaskDecoder> decoders;
  private final TaskRunner runner;
  private final Cancellations cancellations;
  private final SlotWorkerLimits limits;
  private final InstantSource clock;
  private final Turns turns;
  private final AdaptiveFetch fetch;
  private final Semaphore changes = new Semaphore(0);
  private final List<SlotDriver> drivers = new ArrayList<>();
  private final Thread supervisor;
  private volatile boolean stopping;
  private volatile Optional<RuntimeException> lastFailure = Optional.empty();
  private Optional<RuntimeException> unopened = Optional.empty();
  private Duration backoff;
  private int opened;

  /**
   * What a worker's slots share.
   *
   * @param sources opens members of the share group
   * @param decoders makes a decoder for each group
   * @param runner has tasks worked on
   * @param cancellations what nobody waits for
   * @param turns how many tasks are worked on side by side
   */
  public record Shared(
      TaskSources sources,
      Supplier<TaskDecoder> decoders,
      TaskRunner runner,
      Cancellations cancellations,
      Turns turns) {}

  /**
   * Slots that are not open yet.
   *
   * @param role for names of threads and members
   * @param shared what they share
   * @param limits their bounds
   * @param adaptive thresholds of the fetch mode
   */
  public SlotWorker(
      String role, Shared shared, SlotWorkerLimits limits, AdaptiveFetchLimits adaptive) {
    this.role = role;
    this.sources = shared.sources();
    this.decoders = shared.decoders();
    this.runner = shared.runner();
    this.cancellations = shared.cancellations();
    this.limits = limits;
    this.clock = InstantSource.system();
    this.turns = shared.turns();
    turns.intake().listen(changes::release);
    this.fetch = new AdaptiveFetch(adaptive, clock, changes::release);
    this.backoff = limits.reopenAfter();
    this.supervisor =
        Thread.ofPlatform().name("baton-" + role + "-slots").daemon().unstarted(this::supervise);
  }

  /** Joins the share group and begins to take tasks. */
  public void start() {
    reconcile();
    supervisor.start();
  }

  /**
   * Takes no more tasks, finishes those under way within a time, says of the rest that they are
   * abandoned, and leaves the share group.
   *
   * @param grace how long work may go on
   * @return whether everything ended in time
   * @throws InterruptedException if the caller was interrupted
   */
  public boolean drain(Duration grace) throws InterruptedException {
    stopping = true;
    changes.release();
    Instant until = clock.instant().plus(grace);
    List<SlotDriver> open = drivers();
    open.forEach(driver -> driver.drain(until));
    Instant latest = until.plus(limits.group().interruptGrace()).plus(limits.leaveBound());
    boolean ended = supervisor.join(limits.leaveBound());
    for (SlotDriver driver : open) {
      Duration left = Duration.between(clock.instant(), latest);
      ended &= driver.join(left.isPositive() ? left : Duration.ofMillis(1));
    }
    return ended;
  }

  /** How many groups take tasks. */
  public int alive() {
    return (int) drivers().stream().filter(SlotDriver::stays).count();
  }

  /** Whether every group that there ought to be takes tasks. */
  public boolean isComplete() {
    return alive() >= wanted(fetch.mode()) && lastFailure.isEmpty();
  }

  /** How records are taken at the moment. */
  public FetchMode mode() {
    return fetch.mode();
  }

  /** Why a group failed last, until one works again for a while. */
  public Optional<RuntimeException> lastFailure() {
    return lastFailure;
  }

  private synchronized List<SlotDriver> drivers() {
    return List.copyOf(drivers);
  }

  private void supervise() {
    try {
      while (!stopping) {
        if (turns.isLimited()) {
          // Room comes back by itself.
          changes.tryAcquire(SlotGroup.LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } else {
          changes.acquire();
        }
        changes.drainPermits();
        if (failed()) {
          // A broken environment must not be hammered; the wait ends early at a stop.
          changes.tryAcquire(backoff.toMillis(), TimeUnit.MILLISECONDS);
          Duration doubled = backoff.multipliedBy(2);
          backoff =
              doubled.compareTo(limits.reopenAfterMax()) < 0 ? doubled : limits.reopenAfterMax();
        }
        tryReconcile();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean failed() {
    Optional<RuntimeException> failure =
        drivers().stream()
            .flatMap(driver -> driver.failure().stream())
            .findFirst()
            .or(() -> unopened);
    if (failure.isEmpty()) {
      backoff = limits.reopenAfter();
    }
    lastFailure = failure;
    return failure.isPresent();
  }

  private void tryReconcile() {
    try {
      reconcile();
      unopened = Optional.empty();
    } catch (RuntimeException e) {
      LOG.error("slots of {} cannot be opened; tried again", role, e);
      unopened = Optional.of(e);
      changes.release();
    }
  }

  private synchronized void reconcile() {
    drivers.removeIf(driver -> !driver.alive());
    if (stopping) {
      return;
    }
    FetchMode mode = fetch.mode();
    drivers.stream().filter(driver -> driver.mode() != mode).forEach(SlotDriver::retire);
    int wanted = wanted(mode);
    List<SlotDriver> there =
        drivers.stream().filter(driver -> driver.mode() == mode && driver.stays()).toList();
    there.stream().skip(wanted).forEach(SlotDriver::retire);
    for (int i = there.size(); i < wanted; i++) {
      open(mode);
    }
  }

  private int wanted(FetchMode mode) {
    int most =
        switch (mode) {
          case BATCH -> 1;
          case SINGLE -> limits.slots();
        };
    return Math.min(most, turns.intake().room());
  }

  private void open(FetchMode mode) {
    String name = "baton-%s-slot-%d".formatted(role, opened++);
    TaskSource source = sources.open(mode, name);
    SlotDriver driver = new SlotDriver(name, mode, signal -> group(source, signal), this::ended);
    turns.listen(driver.listener());
    cancellations.listen(driver.listener());
    drivers.add(driver);
    driver.start();
  }

  private void ended(SlotDriver driver) {
    turns.unlisten(driver.listener());
    cancellations.unlisten(driver.listener());
    changes.release();
  }

  private SlotGroup group(TaskSource source, Runnable signal) {
    return new SlotGroup(
        new SlotParts(source, decoders.get(), runner, turns, cancellations, fetch, clock),
        limits.group(),
        signal);
  }
}
