package dev.baton.orchestrator.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Commits as soon as the work at hand is done, fires timers in time, and rests otherwise. Left
 * alone, a stream thread notices that a commit or a timer is due only when its next poll returns: a
 * long poll delays every answer, a short one burns CPU at rest. With this, it polls until the next
 * timer when nothing is uncommitted, and briefly otherwise; when that brings nothing more, it
 * commits at once. Under load, records keep coming and the commit interval decides. One per stream
 * thread; not thread-safe.
 */
final class ThreadPacer {

  // An alarm that cannot ring because of a rebalance must not make the thread spin.
  private static final Duration LEAST = Duration.ofMillis(5);

  private final Duration linger;
  private final InstantSource clock;
  private final Set<ProcessorContext<?, ?>> uncommitted =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<TimerAlarm, Instant> alarms = new HashMap<>();

  /**
   * A pacer with nothing to commit.
   *
   * @param linger how long to wait for further records before committing
   * @param clock tells when alarms are due
   */
  ThreadPacer(Duration linger, InstantSource clock) {
    this.linger = linger;
    this.clock = clock;
  }

  /** Something was done that is not committed. */
  void worked(ProcessorContext<?, ?> context) {
    uncommitted.add(context);
  }

  /** Everything was committed. */
  void committed() {
    uncommitted.clear();
  }

  /** The time. Not the processor context's, which has none before its first record. */
  Instant now() {
    return clock.instant();
  }

  /** An alarm is to ring at a time. */
  void wakeFor(TimerAlarm alarm, Instant at) {
    alarms.put(alarm, at);
  }

  /** An alarm is not set any more. */
  void forget(TimerAlarm alarm) {
    alarms.remove(alarm);
  }

  /** How long to poll where the thread would poll for the given time. */
  Duration pollTime(Duration wanted) {
    Duration least = uncommitted.isEmpty() ? wanted : min(wanted, linger);
    if (alarms.isEmpty()) {
      return least;
    }
    Duration untilAlarm = Duration.between(now(), Collections.min(alarms.values()));
    return min(least, untilAlarm.compareTo(LEAST) < 0 ? LEAST : untilAlarm);
  }

  private static Duration min(Duration left, Duration right) {
    return left.compareTo(right) <= 0 ? left : right;
  }

  /** A poll brought nothing. */
  void idle() {
    uncommitted.forEach(ProcessorContext::commit);
    uncommitted.clear();
  }
}
