package dev.baton.core.run;

import dev.baton.core.workflow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of the outside effects of a run that ended cancelled or failed. */
final class CompensationReports {
  private static final String TIME_IS_UP = "the time for compensation was up";

  private CompensationReports() {}

  /** One step's; nothing where it had no effect or the run is not compensated. */
  static Optional<String> of(Draft draft, Step step) {
    return tally(draft, step)
        .map(tally -> "%d of %d taken back%s".formatted(tally.done(), tally.all(), tally.why()));
  }

  /** What the answer's reason says of effects that stand; empty where none does. */
  static String standing(Draft draft) {
    List<String> steps = new ArrayList<>();
    for (Step step : draft.plan().steps()) {
      tally(draft, step)
          .filter(tally -> tally.done() < tally.all())
          .ifPresent(tally ->
              steps.add(
                  "step '%s' (%d of %d%s)"
                      .formatted(
                          step.name(), tally.all() - tally.done(), tally.all(), tally.why())));
    }
    return steps.isEmpty() ? "" : "; not compensated: " + String.join(", ", steps);
  }

  private record Tally(int done, int all, String why) {}

  private static Optional<Tally> tally(Draft draft, Step step) {
    if (!draft.isCompensating()) {
      return Optional.empty();
    }
    Compensated outcome = draft.compensation().of(step.name());
    int left = draft.effects().counts().getOrDefault(step.name(), 0);
    int all = outcome.done() + outcome.failed() + left;
    String reason = left > 0 ? TIME_IS_UP : outcome.reason();
    return all == 0
        ? Optional.empty()
        : Optional.of(new Tally(outcome.done(), all, reason.isEmpty() ? "" : ": " + reason));
  }
}
