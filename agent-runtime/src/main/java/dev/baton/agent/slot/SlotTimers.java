package dev.baton.agent.slot;

import dev.baton.agent.slot.SlotEntry.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the next moment at which a slot group has something to do by itself. Used by the group's
 * thread alone.
 */
final class SlotTimers {

  private Instant next = Instant.MAX;

  void restart(Instant first) {
    next = first;
  }

  void at(Instant time) {
    if (time.isBefore(next)) {
      next = time;
    }
  }

  void of(SlotEntry entry, SlotLimits limits, Optional<Instant> drainUntil) {
    switch (entry.stage) {
      case Stage.Undecoded(Instant tryAt, _) -> at(tryAt);
      // A turn becomes free by the end of work, which signals.
      case Stage.Ready _, Stage.Ending _ -> {}
      case Stage.Working(_, _, SlotEntry.Work work) -> {
        if (work.cancelledAt.isPresent()) {
          if (!work.abandoned) {
            at(work.cancelledAt.get().plus(limits.interruptGrace()));
          }
        } else {
          at(work.deadline);
          drainUntil.ifPresent(this::at);
          if (!work.isLong) {
            at(work.startedAt.plus(limits.longAfter()));
          }
          if (!work.announced) {
            at(work.startedAt.plus(limits.startedAfter()));
          }
        }
      }
    }
  }

  /** At least a millisecond, so that a wait never spins. */
  Duration waitFrom(Instant now) {
    Duration wait = Duration.between(now, next);
    return wait.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : wait;
  }
}
