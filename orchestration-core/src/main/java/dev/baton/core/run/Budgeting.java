package dev.baton.core.run;

import dev.baton.core.message.Budget;
import dev.baton.core.message.FailureClass;
import java.util.Optional;

/**
 * Whether an attempt may be paid for. Tokens and money are set aside when an attempt is dispatched
 * and settled when it has said its last word; where nothing is left the attempt is refused, and the
 * run ends with what it has.
 */
final class Budgeting {
  /**
   * What an attempt may spend.
   *
   * @param tokens set aside for it; absent where nothing bounds them
   * @param costMicros money set aside for it; absent where nothing bounds it
   * @param refusal why it may not be dispatched
   */
  record Grant(Optional<Long> tokens, Optional<Long> costMicros, Optional<Failure> refusal) {
    private static Grant refused(Failure why) {
      return new Grant(Optional.empty(), Optional.empty(), Optional.of(why));
    }
  }

  private Budgeting() {}

  static Grant ask(Draft draft, TaskRecord task) {
    Budget budget = draft.header().budget();
    Spending spending = draft.header().spending();
    int maxTasks = budget.maxTasks().orElse(draft.plan().limits().maxTasks());
    if (spending.dispatches() >= maxTasks) {
      return Grant.refused(spent("tasks", spending.dispatches(), maxTasks));
    }
    Optional<Fund> tokens = tokens(draft, task);
    Optional<Fund> money = money(draft, task);
    return tokens
        .flatMap(Fund::refusal)
        .or(() -> money.flatMap(Fund::refusal))
        .map(Grant::refused)
        .orElseGet(() -> granted(tokens, money, expectedTasks(draft, task)));
  }

  private static Grant granted(Optional<Fund> tokens, Optional<Fund> money, long expected) {
    return new Grant(
        tokens.map(fund -> fund.share(expected)),
        money.map(fund -> fund.share(expected)),
        Optional.empty());
  }

  private static Failure spent(String what, long spent, long bound) {
    return refused("the run's budget of %d %s is spent (%d)".formatted(bound, what, spent));
  }

  private static Failure refused(String message) {
    return new Failure(FailureClass.BUDGET, message);
  }

  /**
   * A bounded supply.
   *
   * @param what tokens or cost micros
   * @param bound how much there was
   * @param taken how much is spent or set aside
   * @param least with less an attempt is not worth dispatching
   * @param most more an attempt cannot spend
   */
  private record Fund(String what, long bound, long taken, long least, long most) {
    private long left() {
      return bound - taken;
    }

    Optional<Failure> refusal() {
      return left() >= least
          ? Optional.empty()
          : Optional.of(
              refused(
                  "the run's budget of %d %s is spent (%d, and an attempt needs %d)"
                      .formatted(bound, what, taken, least)));
    }

    long share(long expected) {
      return Math.max(Math.min(most, left() / expected), Math.min(least, most));
    }
  }

  private static Optional<Fund> tokens(Draft draft, TaskRecord task) {
    RunLimits limits = draft.plan().limits();
    return draft
        .header()
        .budget()
        .maxTokens()
        .or(limits::maxTokens)
        .map(bound ->
            new Fund(
                "tokens",
                bound,
                draft.header().spending().tokensTaken(),
                Math.max(1, limits.leastTokens()),
                draft.plan().tokenLimit(task.role())));
  }

  /**
   * Where the price of the role's tier is known, an attempt is given no more than its tokens can
   * cost. Else nothing is assumed: it gets its share, and the worker, who knows the price, keeps to
   * it.
   */
  private static Optional<Fund> money(Draft draft, TaskRecord task) {
    Plan plan = draft.plan();
    return draft
        .header()
        .budget()
        .maxCostMicros()
        .map(bound ->
            new Fund(
                "cost micros",
                bound,
                draft.header().spending().costMicrosTaken(),
                plan.worstCost(task.role(), plan.limits().leastTokens()).orElse(1L),
                plan.worstCost(task.role(), plan.tokenLimit(task.role())).orElse(Long.MAX_VALUE)));
  }

  /**
   * Among how many tasks the rest is to be shared: those of this step still to come, and one for
   * each other open step.
   */
  private static long expectedTasks(Draft draft, TaskRecord task) {
    long otherSteps =
        draft.plan().steps().stream()
            .filter(step -> !step.name().equals(task.place().step()))
            .filter(step -> isToCome(draft, step.name()))
            .count();
    StepRecord step = draft.step(task.place().stepRound());
    return Math.max(1, step.total() - step.next()) + otherSteps;
  }

  private static boolean isToCome(Draft draft, String step) {
    return draft.findStep(draft.current(step)).isEmpty();
  }
}
