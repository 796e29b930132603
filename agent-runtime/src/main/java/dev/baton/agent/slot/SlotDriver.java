package dev.baton.agent.slot;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the steps of one slot group on a thread of its own until the group is closed or fails. */
final class SlotDriver {

  private static final Logger LOG = LoggerFactory.getLogger(SlotDriver.class);

  private final FetchMode mode;
  private final SlotGroup group;
  private final Semaphore signals = new Semaphore(0);
  private final Thread thread;
  private final Runnable listener = this::signal;
  private final Consumer<SlotDriver> onEnd;
  private volatile boolean retiring;
  private volatile Optional<RuntimeException> failure = Optional.empty();

  SlotDriver(
      String name,
      FetchMode mode,
      Function<Runnable, SlotGroup> groups,
      Consumer<SlotDriver> onEnd) {
    this.mode = mode;
    this.group = groups.apply(listener);
    this.onEnd = onEnd;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::drive);
  }

  void start() {
    thread.start();
  }

  /** One object, so that it can be taken off a list again. */
  Runnable listener() {
    return listener;
  }

  private void signal() {
    signals.release();
  }

  FetchMode mode() {
    return mode;
  }

  boolean alive() {
    return thread.isAlive();
  }

  Optional<RuntimeException> failure() {
    return failure;
  }

  /** Whether it takes tasks and goes on doing so. */
  boolean stays() {
    return !retiring && alive();
  }

  void retire() {
    retiring = true;
    group.retire();
  }

  void drain(Instant until) {
    group.drain(until);
  }

  boolean join(Duration bound) throws InterruptedException {
    return thread.join(bound);
  }

  private void drive() {
    try {
      while (!(group.state() instanceof SlotState.Closed)) {
        signals.drainPermits();
        Duration wait = group.step();
        if (wait.isPositive()) {
          signals.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(new IllegalStateException("slot thread was interrupted", e));
    } catch (RuntimeException e) {
      fail(e);
    } finally {
      onEnd.accept(this);
    }
  }

  private void fail(RuntimeException cause) {
    failure = Optional.of(cause);
    LOG.error("{}: slot failed and is opened again", thread.getName(), cause);
    try {
      group.abort();
    } catch (RuntimeException e) {
      LOG.warn("{}: failed slot could not leave its share group", thread.getName(), e);
    }
  }
}
