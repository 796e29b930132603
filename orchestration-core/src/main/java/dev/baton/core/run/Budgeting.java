package dev.baton.core.run;

import dev.baton.core.ledger.Amount;
import dev.baton.core.message.Budget;
import dev.baton.core.message.FailureClass;
import dev.baton.core.run.Fund.Purse;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.StepBudget;
import java.util.List;
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
   */
  record Grant(Optional<Long> tokens, Optional<Long> costMicros) {
    static final Grant UNBOUNDED = new Grant(Optional.empty(), Optional.empty());
  }

  /** Whether an attempt may be dispatched. */
  sealed interface Outcome {
    /** It may. */
    record Granted(Grant grant) implements Outcome {}

    /** It may not. */
    record Refused(Failure why) implements Outcome {}

    /** The tenant's ledger has to say. */
    record Waits() implements Outcome {}
  }

  private Budgeting() {}

  static Outcome ask(Draft draft, TaskRecord task) {
    Optional<Failure> tooMany = tooMany(draft, task);
    if (tooMany.isPresent()) {
      return new Outcome.Refused(tooMany.get());
    }
    if (isUnbounded(draft, task)) {
      return new Outcome.Granted(Grant.UNBOUNDED);
    }
    long expected = expectedTasks(draft, task);
    Fund tokens = tokens(draft, task, expected);
    Fund money = money(draft, task, expected);
    return tokens
        .refusal()
        .or(money::refusal)
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> lease(draft, tokens, money, expected));
  }

  private static Optional<Failure> tooMany(Draft draft, TaskRecord task) {
    int most = draft.header().budget().maxTasks().orElse(draft.plan().limits().maxTasks());
    int all = draft.header().spending().dispatches();
    Optional<Integer> mostOfStep = draft.plan().step(task.place().step()).budget().maxTasks();
    int ofStep = draft.step(task.place().stepRound()).attempts();
    return spent("run", most, all).or(() -> mostOfStep.flatMap(own -> spent("step", own, ofStep)));
  }

  private static Optional<Failure> spent(String whose, int most, int dispatches) {
    return dispatches < most
        ? Optional.empty()
        : Optional.of(
            new Failure(
                FailureClass.BUDGET,
                "the %s's budget of %d tasks is spent (%d)".formatted(whose, most, dispatches)));
  }

  private static boolean isUnbounded(Draft draft, TaskRecord task) {
    RunHeader header = draft.header();
    StepBudget own = draft.plan().step(task.place().step()).budget();
    return own.maxTokens().isEmpty()
        && own.maxCostMicros().isEmpty()
        && maxTokens(draft).isEmpty()
        && header.budget().maxCostMicros().isEmpty()
        && header.spending().lease().isEmpty();
  }

  private static Outcome lease(Draft draft, Fund tokens, Fund money, long expected) {
    Grant own = new Grant(tokens.share(), money.share());
    Optional<RunLease> lease = draft.header().spending().lease();
    if (lease.isEmpty()) {
      return new Outcome.Granted(own);
    }
    BudgetLimits blocks = draft.plan().limits().budgets();
    Amount wanted =
        new Amount(
            own.tokens().orElse(Math.min(tokens.most(), blocks.leaseTokens())),
            own.costMicros().orElse(Math.min(money.most(), blocks.leaseCostMicros())));
    Amount least = new Amount(tokens.least(), money.least()).atMost(wanted);
    return switch (Leasing.ask(draft, lease.get(), new Leasing.Need(least, wanted, expected))) {
      case Leasing.Outcome.Waits() -> new Outcome.Waits();
      case Leasing.Outcome.Denied(Failure why) -> new Outcome.Refused(why);
      case Leasing.Outcome.Enough(Amount granted) ->
          new Outcome.Granted(
              new Grant(
                  bounded(own.tokens(), lease.get().leased().tokens(), granted.tokens()),
                  bounded(
                      own.costMicros(), lease.get().leased().costMicros(), granted.costMicros())));
    };
  }

  private static Optional<Long> bounded(Optional<Long> own, boolean leased, long granted) {
    return leased ? Optional.of(granted) : own;
  }

  /** Tokens of the whole run. */
  static Optional<Long> maxTokens(Draft draft) {
    return draft.header().budget().maxTokens().or(draft.plan().limits()::maxTokens);
  }

  private static Fund tokens(Draft draft, TaskRecord task, long expected) {
    StepBudget own = draft.plan().step(task.place().step()).budget();
    StepRecord step = draft.step(task.place().stepRound());
    return new Fund(
        "tokens",
        List.of(
            new Purse(
                "run", maxTokens(draft), draft.header().spending().taken().tokens(), expected),
            new Purse("step", own.maxTokens(), step.taken().tokens(), toCome(step))),
        Math.max(1, draft.plan().limits().leastTokens()),
        tokenLimit(draft, task));
  }

  private static long tokenLimit(Draft draft, TaskRecord task) {
    return draft.plan().tokenLimit(draft.plan().step(task.place().step()), task.role());
  }

  /**
   * Where the price of the role's tier is known, an attempt is given no more than its tokens can
   * cost. Else nothing is assumed: it gets its share, and the worker, who knows the price, keeps to
   * it.
   */
  private static Fund money(Draft draft, TaskRecord task, long expected) {
    Plan plan = draft.plan();
    String role = task.role();
    boolean degraded = Saving.usesCheaperTier(draft, role);
    StepBudget own = plan.step(task.place().step()).budget();
    StepRecord step = draft.step(task.place().stepRound());
    long taken = draft.header().spending().taken().costMicros();
    return new Fund(
        "cost micros",
        List.of(
            new Purse("run", draft.header().budget().maxCostMicros(), taken, expected),
            new Purse("step", own.maxCostMicros(), step.taken().costMicros(), toCome(step))),
        plan.worstCost(role, degraded, plan.limits().leastTokens()).orElse(1L),
        plan.worstCost(role, degraded, tokenLimit(draft, task)).orElse(Long.MAX_VALUE));
  }

  /** Says how, where more was spent than the run has: somebody did not keep to a grant. */
  static Optional<String> overspent(Draft draft) {
    Amount spent = draft.header().spending().spent();
    Budget budget = draft.header().budget();
    return over("tokens", spent.tokens(), maxTokens(draft))
        .or(() -> over("cost micros", spent.costMicros(), budget.maxCostMicros()));
  }

  private static Optional<String> over(String what, long spent, Optional<Long> bound) {
    return bound
        .filter(there -> spent > there)
        .map(there -> "%d %s are spent of %d".formatted(spent, what, there));
  }

  /**
   * Among how many tasks the rest is to be shared: those of this step still to come, and one for
   * each other open step.
   */
  private static long expectedTasks(Draft draft, TaskRecord task) {
    long expected = toCome(draft.step(task.place().stepRound()));
    for (Step step : draft.plan().steps()) {
      if (!step.name().equals(task.place().step()) && isToCome(draft, step.name())) {
        expected++;
      }
    }
    return expected;
  }

  private static long toCome(StepRecord step) {
    return Math.max(1, step.total() - step.next());
  }

  private static boolean isToCome(Draft draft, String step) {
    return draft
        .findStep(draft.current(step))
        .map(record -> record.status() == StepStatus.ACTIVE && record.next() < record.total())
        .orElse(true);
  }
}
