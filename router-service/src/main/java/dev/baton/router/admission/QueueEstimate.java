package dev.baton.router.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a task of one role would wait, by Little's law: what waits, divided by how fast it goes.
 * The speed is a moving mean over looks at which something waited, for an idle queue says nothing
 * about it. Not thread-safe.
 */
final class QueueEstimate {

  /** Weight of the latest look. */
  private static final double LATEST = 0.3;

  private @Nullable Look last;
  private double perSecond;
  private boolean known;

  /**
   * One look at a queue.
   *
   * @param at when
   * @param taken tasks taken so far, counted from any beginning
   * @param waiting tasks that wait or are worked on
   */
  record Look(Instant at, long taken, long waiting) {}

  /** Takes a look into account. */
  void add(Look look) {
    Look before = last;
    last = look;
    if (before == null || !look.at().isAfter(before.at()) || look.taken() < before.taken()) {
      return;
    }
    if (before.waiting() > 0 && look.waiting() > 0) {
      double seconds = Duration.between(before.at(), look.at()).toNanos() / 1e9;
      double speed = (look.taken() - before.taken()) / seconds;
      perSecond = known ? LATEST * speed + (1 - LATEST) * perSecond : speed;
      known = true;
    }
  }

  /**
   * How long a task that comes now waits until it begins; empty where nobody can tell.
   *
   * @param freeSlots tasks that living workers could begin at once
   */
  Optional<Duration> waiting(int freeSlots) {
    Look look = last;
    if (look == null) {
      return Optional.empty();
    }
    if (look.waiting() == 0 || freeSlots > 0) {
      return Optional.of(Duration.ZERO);
    }
    // Where nothing at all was taken, workers may be about to start: that is no estimate.
    return known && perSecond > 0
        ? Optional.of(Duration.ofMillis((long) (look.waiting() / perSecond * 1_000)))
        : Optional.empty();
  }
}
