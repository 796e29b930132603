package dev.baton.simulation.law;

import static dev.baton.simulation.law.BrokenInvariantException.unless;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.Budget;
import dev.baton.core.message.ParentLink;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.run.Effect;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.Spending;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the books of one run's tokens beside the machine: what each attempt was granted, what its
 * executions have said, and what must therefore still be set aside. Who spends without a grant, a
 * liar or an execution that goes on after another one has said its attempt's last word, may bring a
 * run beyond its budget; nobody else may. Not thread-safe.
 */
final class Funds {
  private record Attempt(TaskId task, int number) {}

  private final Map<Attempt, Long> open = new HashMap<>();
  private final Map<String, Long> spent = new HashMap<>();
  private boolean ungranted;

  void grant(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.DispatchTask(var task)) {
        open.put(new Attempt(task.taskId(), task.attempt()), task.maxTokens().orElse(0L));
      }
      if (effect instanceof Effect.TellRun(RunEvent.Routed child)) {
        ParentLink parent = child.parent().orElseThrow();
        long granted = child.request().budget().flatMap(Budget::maxTokens).orElse(0L);
        open.put(new Attempt(parent.taskId(), parent.attempt()), granted);
      }
    }
  }

  void settle(Result result) {
    Attempt attempt = new Attempt(result.taskId(), result.attempt());
    result
        .earlier()
        .forEach(earlier -> spend(attempt, earlier.executionId(), earlier.usage().tokens()));
    spend(attempt, result.executionId(), result.usage().tokens());
    if (!(result.body() instanceof ResultBody.TaskStarted)) {
      open.remove(attempt);
    }
  }

  void settle(RunEvent.ChildAnswered child) {
    Attempt attempt = new Attempt(child.taskId(), child.attempt());
    spend(attempt, child.childRunId().toString(), child.usage().tokens());
    open.remove(attempt);
  }

  private void spend(Attempt attempt, String execution, long tokens) {
    long known = spent.getOrDefault(execution, 0L);
    long grown = Math.max(known, tokens);
    spent.put(execution, grown);
    ungranted |= grown - known > open.getOrDefault(attempt, 0L);
    open.computeIfPresent(attempt, (_, left) -> Math.max(0, left - (grown - known)));
  }

  /** What must be set aside. */
  private long due() {
    long due = 0;
    for (long left : open.values()) {
      due += left;
    }
    return due;
  }

  void check(Spending spending, Budget budget) {
    long due = due();
    unless(
        spending.tokensReserved() == due,
        () ->
            "budget: %d tokens set aside (expected: %d)".formatted(spending.tokensReserved(), due));
    long taken = spending.usage().tokens() + due;
    unless(
        ungranted || taken <= budget.maxTokens().orElse(Long.MAX_VALUE),
        () -> "budget: %d tokens taken of %s".formatted(taken, budget.maxTokens()));
  }
}
