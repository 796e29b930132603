package dev.baton.core.run;

import java.util.Optional;

/** Names of work that goes on with one round of a step: PREFIX STEP / ROUND. */
final class StepWork {
  private StepWork() {}

  static String name(String prefix, StepRound step) {
    return prefix + step.step() + "/" + step.round();
  }

  /**
   * The round that a name means; nothing where it has another prefix or names no step of the run.
   */
  static Optional<StepRound> parse(Draft draft, String prefix, String work) {
    int slash = work.lastIndexOf('/');
    if (!work.startsWith(prefix) || slash <= prefix.length()) {
      return Optional.empty();
    }
    String step = work.substring(prefix.length(), slash);
    String round = work.substring(slash + 1);
    if (!draft.plan().hasStep(step) || !round.matches("\\d{1,6}")) {
      return Optional.empty();
    }
    return Optional.of(new StepRound(step, Integer.parseInt(round)));
  }
}
