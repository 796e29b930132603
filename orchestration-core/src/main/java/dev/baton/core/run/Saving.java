package dev.baton.core.run;

import dev.baton.core.message.FailureClass;
import dev.baton.core.workflow.OnMissing;
import dev.baton.core.workflow.Step;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a run does without once its budget nears its end: the better models first, then optional
 * work, then second tries. Each rung is a fact with its reason.
 */
final class Saving {
  private static final int WHOLE = 100;

  private Saving() {}

  /** Comes down as far as what is spent asks for; never up again. */
  static void look(Draft draft) {
    Optional<Cause> cause = cause(draft);
    if (cause.filter(found -> !rung(draft).includes(found.rung())).isPresent()) {
      Rung rung = cause.get().rung();
      draft.record(
          new RunFact.BudgetDegraded(rung, consequence(rung) + ": " + cause.get().reason().get()));
    }
  }

  static Rung rung(Draft draft) {
    return draft.header().spending().rung();
  }

  /** The reason is told only where something follows from it: mostly nothing does. */
  private record Cause(Rung rung, Supplier<String> reason) {}

  private static Optional<Cause> cause(Draft draft) {
    RunHeader header = draft.header();
    Spending spending = header.spending();
    BudgetLimits limits = draft.plan().limits().budgets();
    Optional<Cause> tokens =
        Budgeting.maxTokens(draft)
            .map(bound -> cause(limits, "tokens", spending.spent().tokens(), bound));
    Optional<Cause> money =
        header
            .budget()
            .maxCostMicros()
            .map(bound -> cause(limits, "cost micros", spending.spent().costMicros(), bound));
    Optional<Cause> tenant =
        spending
            .lease()
            .filter(RunLease::drained)
            .map(_ ->
                new Cause(
                    Rung.FEWER,
                    () -> "the budget of tenant '" + header.tenant() + "' nears its end"));
    return lower(lower(tokens, money), tenant).filter(found -> found.rung() != Rung.FULL);
  }

  private static Cause cause(BudgetLimits limits, String what, long spent, long bound) {
    long percent = bound <= 0 ? WHOLE : (long) ((double) spent * WHOLE / bound);
    return new Cause(
        limits.rung(percent),
        () -> "%d%% of the run's budget of %d %s is spent".formatted(percent, bound, what));
  }

  private static Optional<Cause> lower(Optional<Cause> left, Optional<Cause> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left.or(() -> right);
    }
    return left.get().rung().includes(right.get().rung()) ? left : right;
  }

  private static String consequence(Rung rung) {
    return switch (rung) {
      case FULL -> "nothing is saved";
      case CHEAPER -> "cheaper models";
      case FEWER -> "cheaper models, optional items left out";
      case FINISH -> "cheaper models, optional items left out, nothing tried again";
    };
  }

  /**
   * Why an item of a fan-out is left out. The first one never is, so that there is something to
   * show.
   */
  static Optional<Failure> leavesOut(Draft draft, Step step, TaskRecord task) {
    boolean optional = step.forEach().isPresent() && step.onMissing() == OnMissing.PARTIAL;
    boolean started = task.attempt() > 0 || task.place().index() == 0;
    if (!optional || started || !rung(draft).includes(Rung.FEWER)) {
      return Optional.empty();
    }
    String reason = draft.header().spending().savings().getLast();
    return Optional.of(new Failure(FailureClass.BUDGET, "left out: " + reason));
  }

  /** Whether the card's cheaper tier is to be used. */
  static boolean usesCheaperTier(Draft draft, String role) {
    return rung(draft).includes(Rung.CHEAPER)
        && draft.plan().findCard(role).flatMap(card -> card.cheaperTier()).isPresent();
  }

  /** Whether failed attempts are tried again, and loops go round. */
  static boolean allowsSecondTries(Draft draft) {
    return !rung(draft).includes(Rung.FINISH);
  }
}
