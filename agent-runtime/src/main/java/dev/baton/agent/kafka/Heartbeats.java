package dev.baton.agent.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Says every few seconds that a pod is alive, sooner where it pauses or divides an account by
 * another number of pods, and at the end that it goes.
 */
public final class Heartbeats implements AutoCloseable {

  /** How often it is said. */
  public static final Duration EVERY = Duration.ofSeconds(5);

  /** How often it is looked whether it must be said sooner. */
  static final Duration LOOK = Duration.ofSeconds(1);

  private static final long LOOKS = EVERY.dividedBy(LOOK);

  private final ScheduledExecutorService timer;
  private final KafkaOutbox outbox;
  private final Supplier<PodState> state;
  private long looks;
  private List<Object> said = List.of();

  /**
   * Heartbeats that have not begun.
   *
   * @param outbox where they are said
   * @param state what is said
   */
  public Heartbeats(KafkaOutbox outbox, Supplier<PodState> state) {
    this.outbox = outbox;
    this.state = state;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("baton-heartbeats").daemon().factory());
  }

  /** Begins with the first one at once. */
  public void start() {
    var _ = timer.scheduleAtFixedRate(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    PodState now = state.get();
    if (looks++ % LOOKS == 0 || !said.equals(now.news())) {
      said = now.news();
      outbox.heartbeat(now);
    }
  }

  /** Ends with a last one that says so. */
  @Override
  public void close() {
    timer.shutdownNow();
    outbox.heartbeat(state.get().leaving());
  }
}
