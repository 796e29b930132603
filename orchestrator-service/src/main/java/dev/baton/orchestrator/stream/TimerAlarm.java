package dev.baton.orchestrator.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the processor when the next timer comes due, and only then: each wall-clock punctuation
 * costs a transaction, so a steady tick would never let the orchestrator rest. Not thread-safe.
 */
final class TimerAlarm {

  // Streams cannot schedule further ahead than a long of milliseconds; a timer beyond this is
  // looked at again then.
  private static final Duration FURTHEST = Duration.ofHours(1);

  private final ProcessorContext<?, ?> context;
  private final Duration tick;
  private final Supplier<ThreadPacer> pacer;
  private final Runnable wake;
  private @Nullable Cancellable schedule;
  private Instant at = Instant.MAX;

  /**
   * An alarm that is not set.
   *
   * @param context schedules it
   * @param tick shortest time until it rings
   * @param pacer of the calling stream thread, which polls no longer than until the alarm
   * @param wake what it calls
   */
  TimerAlarm(
      ProcessorContext<?, ?> context, Duration tick, Supplier<ThreadPacer> pacer, Runnable wake) {
    this.context = context;
    this.tick = tick;
    this.pacer = pacer;
    this.wake = wake;
  }

  /** Makes sure that it rings when something comes due. */
  void setNoLaterThan(Instant due) {
    if (!due.isBefore(at)) {
      return;
    }
    cancel();
    Instant now = pacer.get().now();
    Duration wait = limited(Duration.between(now, due));
    at = now.plus(wait);
    schedule = context.schedule(wait, PunctuationType.WALL_CLOCK_TIME, _ -> ring());
    pacer.get().wakeFor(this, at);
  }

  private Duration limited(Duration wait) {
    if (wait.compareTo(tick) < 0) {
      return tick;
    }
    return wait.compareTo(FURTHEST) > 0 ? FURTHEST : wait;
  }

  private void ring() {
    cancel();
    wake.run();
  }

  /** Stops it. */
  void cancel() {
    if (schedule != null) {
      schedule.cancel();
      schedule = null;
    }
    at = Instant.MAX;
    pacer.get().forget(this);
  }
}
