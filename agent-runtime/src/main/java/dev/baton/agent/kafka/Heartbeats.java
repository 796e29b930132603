package dev.baton.agent.kafka;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Says every few seconds that a pod is alive. */
public final class Heartbeats implements AutoCloseable {

  /** How often it is said. */
  public static final Duration EVERY = Duration.ofSeconds(5);

  private final ScheduledExecutorService timer;
  private final KafkaOutbox outbox;
  private final int slots;
  private final IntSupplier busy;

  /**
   * Heartbeats that have not begun.
   *
   * @param outbox where they are said
   * @param slots how many tasks the pod can work on at once
   * @param busy how many it works on
   */
  public Heartbeats(KafkaOutbox outbox, int slots, IntSupplier busy) {
    this.outbox = outbox;
    this.slots = slots;
    this.busy = busy;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("baton-heartbeats").daemon().factory());
  }

  /** Begins with the first one at once. */
  public void start() {
    var _ =
        timer.scheduleAtFixedRate(
            () -> outbox.heartbeat(slots, busy.getAsInt()),
            0,
            EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
