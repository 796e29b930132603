package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.Budget;
import dev.baton.core.message.EarlierExecution;
import dev.baton.core.message.ParentLink;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the books of one run beside the machine: what each attempt was granted, what its executions
 * have said, and what must therefore still be set aside. It hears the same messages and shares
 * nothing with the machine.
 */
final class LawOfFunds {
  private record Attempt(TaskId task, int number) {}

  private record Amount(long tokens, long costMicros) {
    Amount minus(Amount other) {
      return new Amount(tokens - other.tokens, costMicros - other.costMicros);
    }

    static Amount of(Usage usage) {
      return new Amount(usage.tokens(), usage.costMicros());
    }

    Amount atLeast(Amount other) {
      return new Amount(Math.max(tokens, other.tokens), Math.max(costMicros, other.costMicros));
    }
  }

  private final Map<Attempt, Amount> open = new HashMap<>();
  private final Map<String, Amount> spent = new HashMap<>();

  void takeOver(LawOfFunds other) {
    open.putAll(other.open);
    spent.putAll(other.spent);
  }

  /** All that it remembers. Not to be changed. */
  List<Object> memory() {
    return List.of(open, spent);
  }

  void grant(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.DispatchTask(Task task)) {
        open.put(
            new Attempt(task.taskId(), task.attempt()),
            new Amount(task.maxTokens().orElse(0L), task.maxCostMicros().orElse(0L)));
      }
      if (effect instanceof Effect.TellRun(RunEvent.Routed child)) {
        ParentLink parent = child.parent().orElseThrow();
        Budget budget = child.request().budget().orElseThrow();
        open.put(
            new Attempt(parent.taskId(), parent.attempt()),
            new Amount(budget.maxTokens().orElse(0L), budget.maxCostMicros().orElse(0L)));
      }
    }
  }

  void settle(Result result) {
    Attempt attempt = new Attempt(result.taskId(), result.attempt());
    for (EarlierExecution earlier : result.earlier()) {
      spend(attempt, earlier.executionId(), earlier.usage());
    }
    spend(attempt, result.executionId(), result.usage());
    if (!(result.body() instanceof ResultBody.TaskStarted)) {
      open.remove(attempt);
    }
  }

  void settle(RunEvent.ChildAnswered child) {
    Attempt attempt = new Attempt(child.taskId(), child.attempt());
    spend(attempt, child.childRunId().toString(), child.usage());
    open.remove(attempt);
  }

  private void spend(Attempt attempt, String execution, Usage usage) {
    Amount known = spent.getOrDefault(execution, new Amount(0, 0));
    Amount grown = Amount.of(usage).atLeast(known);
    spent.put(execution, grown);
    Amount nothing = new Amount(0, 0);
    open.computeIfPresent(attempt, (_, left) -> left.minus(grown.minus(known)).atLeast(nothing));
  }

  void check(Spending spending, Budget budget, LawBook laws) {
    long tokens = open.values().stream().mapToLong(Amount::tokens).sum();
    long cost = open.values().stream().mapToLong(Amount::costMicros).sum();
    laws.holds(
        spending.tokensReserved() == tokens,
        "budget: %d tokens set aside (expected: %d)".formatted(spending.tokensReserved(), tokens));
    laws.holds(
        spending.costMicrosReserved() == cost,
        "budget: %d cost micros set aside (expected: %d)"
            .formatted(spending.costMicrosReserved(), cost));
    laws.holds(
        spending.taken().tokens() <= budget.maxTokens().orElse(Long.MAX_VALUE),
        "budget: %d tokens taken of %s".formatted(spending.taken().tokens(), budget.maxTokens()));
    laws.holds(
        spending.taken().costMicros() <= budget.maxCostMicros().orElse(Long.MAX_VALUE),
        "budget: %d cost micros taken of %s"
            .formatted(spending.taken().costMicros(), budget.maxCostMicros()));
  }
}
