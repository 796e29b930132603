package dev.baton.core.run;

import dev.baton.core.message.StepReport;
import dev.baton.core.message.Usage;
import dev.baton.core.workflow.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of each step, over all its rounds. */
final class StepReports {
  private StepReports() {}

  static StepReport of(Draft draft, Step step) {
    List<StepRecord> rounds = rounds(draft, step);
    Optional<StepRecord> current = draft.findStep(draft.current(step.name()));
    int tasks = 0;
    int attempts = 0;
    Usage usage = Usage.NONE;
    for (StepRecord round : rounds) {
      tasks += round.next();
      attempts += round.attempts();
      usage = usage.plus(round.usage());
    }
    return new StepReport(
        step.name(),
        rounds.isEmpty() ? step.agent() : rounds.get(rounds.size() - 1).role(),
        current.map(StepRecord::status).map(StepReports::name).orElse(StepStatus.CANCELLED.name()),
        rounds.size(),
        tasks,
        attempts,
        duration(draft, rounds),
        usage,
        CompensationReports.of(draft, step));
  }

  /** Whether any step, in any round, brought anything. */
  static boolean anyResult(Draft draft) {
    return draft.plan().steps().stream()
        .flatMap(step -> rounds(draft, step).stream())
        .anyMatch(record -> record.succeeded() > 0);
  }

  /** The records of a step's rounds so far. */
  static List<StepRecord> rounds(Draft draft, Step step) {
    List<StepRecord> rounds = new ArrayList<>();
    for (int round = 0; round <= draft.current(step.name()).round(); round++) {
      draft.findStep(new StepRound(step.name(), round)).ifPresent(rounds::add);
    }
    return rounds;
  }

  private static String name(StepStatus status) {
    return status.isClosed() ? status.name() : StepStatus.CANCELLED.name();
  }

  private static Duration duration(Draft draft, List<StepRecord> rounds) {
    if (rounds.isEmpty()) {
      return Duration.ZERO;
    }
    Instant end = rounds.get(rounds.size() - 1).endedAt().orElse(draft.at());
    Duration duration = Duration.between(rounds.get(0).startedAt(), end);
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
