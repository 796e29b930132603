package dev.baton.agent.slot;

import dev.baton.schemas.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One record in a slot group. Used by the group's thread alone. */
final class SlotEntry {

  /** How far the record has come. */
  sealed interface Stage {
    /** Not read yet; the registry is asked again at a time. */
    record Undecoded(Instant tryAt, Duration backoff) implements Stage {}

    /** Read, waiting for a free turn. */
    record Ready(Task task, Instant since) implements Stage {}

    /** Worked on. */
    record Working(Task task, Execution execution, Work work) implements Stage {}

    /** Answered or buried without work. */
    record Ending(Execution execution) implements Stage {}
  }

  /** The times of one piece of work, which change while it goes on. */
  static final class Work {
    final Instant startedAt;
    final Instant deadline;
    Optional<Instant> cancelledAt = Optional.empty();
    boolean isLong;
    boolean announced;
    boolean abandoned;

    Work(Instant startedAt, Instant deadline) {
      this.startedAt = startedAt;
      this.deadline = deadline;
    }
  }

  final TaskRecord record;
  Stage stage;
  boolean inHand = true;

  SlotEntry(TaskRecord record, Instant now, Duration backoff) {
    this.record = record;
    this.stage = new Stage.Undecoded(now, backoff);
  }

  Optional<Execution> execution() {
    return switch (stage) {
      case Stage.Undecoded _, Stage.Ready _ -> Optional.empty();
      case Stage.Working(_, Execution execution, _) -> Optional.of(execution);
      case Stage.Ending(Execution execution) -> Optional.of(execution);
    };
  }
}
