package dev.baton.core.run;

import dev.baton.core.message.Budget;
import dev.baton.core.message.FailureClass;
import java.util.Optional;

/**
 * Whether an attempt may be paid for. Tokens are set aside when an attempt is dispatched and
 * settled when it ends; where nothing is left the attempt is refused, and the run ends with what it
 * has.
 */
final class Budgeting {
  /**
   * What an attempt may spend.
   *
   * @param tokens set aside for it; absent where the run has no token bound
   * @param refusal why it may not be dispatched
   */
  record Grant(Optional<Long> tokens, Optional<Failure> refusal) {
    private static Grant refused(String what, long spent, long bound) {
      String message = "the run's budget of %d %s is spent (%d)".formatted(bound, what, spent);
      return new Grant(Optional.empty(), Optional.of(new Failure(FailureClass.BUDGET, message)));
    }
  }

  private Budgeting() {}

  static Grant ask(Draft draft, TaskRecord task) {
    Budget budget = draft.header().budget();
    Spending spending = draft.header().spending();
    int maxTasks = budget.maxTasks().orElse(draft.plan().limits().maxTasks());
    if (spending.dispatches() >= maxTasks) {
      return Grant.refused("tasks", spending.dispatches(), maxTasks);
    }
    long cost = spending.usage().costMicros();
    if (budget.maxCostMicros().isPresent() && cost >= budget.maxCostMicros().get()) {
      return Grant.refused("cost micros", cost, budget.maxCostMicros().get());
    }
    Optional<Long> maxTokens = budget.maxTokens().or(() -> draft.plan().limits().maxTokens());
    return maxTokens
        .map(most -> tokens(draft, task, most))
        .orElse(new Grant(Optional.empty(), Optional.empty()));
  }

  private static Grant tokens(Draft draft, TaskRecord task, long most) {
    Spending spending = draft.header().spending();
    long spent = spending.usage().tokens() + spending.tokensReserved();
    long available = most - spent;
    long share =
        Math.min(
            draft.plan().tokenLimit(draft.plan().step(task.place().step()), task.role()),
            available / expectedTasks(draft, task));
    long least = Math.min(draft.plan().limits().leastTokens(), Math.max(1, available));
    if (available <= 0 || available < draft.plan().limits().leastTokens()) {
      return Grant.refused("tokens", spent, most);
    }
    return new Grant(Optional.of(Math.max(share, least)), Optional.empty());
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
