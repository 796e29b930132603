package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.id.TaskId;
import dev.baton.core.ledger.Amount;
import dev.baton.core.message.Budget;
import dev.baton.core.message.ParentLink;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Usage;
import dev.baton.core.run.Effect;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.Spending;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps the books of one run's tokens and money beside the machine: what each attempt was granted,
 * what its executions have said, and what must therefore still be set aside. It hears the same
 * messages and shares nothing with the machine. Who spends without a grant, a liar or an execution
 * that goes on after another one has said its attempt's last word, may bring a run beyond its
 * budget where the circumstances know such; nobody else may. Not thread-safe.
 */
final class FundsLaws {
  private record Attempt(TaskId task, int number) {}

  /** What all executions of an attempt spend together. */
  private static final class Account {
    private final Attempt attempt;
    private final Optional<Long> maxTokens;
    private final Optional<Long> maxCostMicros;
    private final Set<String> executions = new HashSet<>();
    private Amount spent = Amount.NONE;

    Account(Attempt attempt, Optional<Long> maxTokens, Optional<Long> maxCostMicros) {
      this.attempt = attempt;
      this.maxTokens = maxTokens;
      this.maxCostMicros = maxCostMicros;
    }

    Account(Account other) {
      this(other.attempt, other.maxTokens, other.maxCostMicros);
      executions.addAll(other.executions);
      spent = other.spent;
    }

    List<Object> memory() {
      return List.of(maxTokens, maxCostMicros, executions, spent);
    }

    /** Each execution may spend the grant, should it not see what the others spend. */
    void spend(String execution, Amount more) {
      executions.add(execution);
      spent = spent.plus(more);
      int times = executions.size();
      boolean kept =
          maxTokens.filter(most -> spent.tokens() > most * times).isEmpty()
              && maxCostMicros.filter(most -> spent.costMicros() > most * times).isEmpty();
      unless(
          kept,
          () ->
              "grant: %d executions of attempt %d of %s have spent %s (granted: %s tokens, %s cost micros)"
                  .formatted(
                      times, attempt.number(), attempt.task(), spent, maxTokens, maxCostMicros));
    }
  }

  private final boolean strays;
  private final Predicate<String> lies;
  private final Map<Attempt, Amount> open = new HashMap<>();
  private final Map<String, Amount> spent = new HashMap<>();
  private final Map<Attempt, Account> accounts = new HashMap<>();
  private Amount ungranted = Amount.NONE;

  FundsLaws(Circumstances circumstances) {
    this(circumstances.strays(), circumstances.lies());
  }

  private FundsLaws(boolean strays, Predicate<String> lies) {
    this.strays = strays;
    this.lies = lies;
  }

  FundsLaws(FundsLaws other) {
    this(other.strays, other.lies);
    open.putAll(other.open);
    spent.putAll(other.spent);
    other.accounts.forEach((attempt, account) -> accounts.put(attempt, new Account(account)));
    ungranted = other.ungranted;
  }

  List<Object> memory() {
    Map<Attempt, List<Object>> known = new HashMap<>();
    accounts.forEach((attempt, account) -> known.put(attempt, account.memory()));
    return List.of(open, spent, known, ungranted);
  }

  void grant(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.DispatchTask(var task)) {
        Attempt attempt = new Attempt(task.taskId(), task.attempt());
        open.put(attempt, new Amount(task.maxTokens().orElse(0L), task.maxCostMicros().orElse(0L)));
        accounts.put(attempt, new Account(attempt, task.maxTokens(), task.maxCostMicros()));
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
    result.earlier().forEach(earlier -> spend(attempt, earlier.executionId(), earlier.usage()));
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
    Amount known = spent.getOrDefault(execution, Amount.NONE);
    Amount grown = new Amount(usage.tokens(), usage.costMicros()).atLeast(known);
    Amount more = grown.minus(known);
    spent.put(execution, grown);
    Account account = accounts.get(attempt);
    if (account != null && !lies.test(execution)) {
      account.spend(execution, more);
    }
    Amount left = open.getOrDefault(attempt, Amount.NONE);
    ungranted = ungranted.plus(more.less(left));
    open.computeIfPresent(attempt, (_, granted) -> granted.less(more));
  }

  /** What is spent or set aside. */
  static Amount taken(Spending spending) {
    return new Amount(
        spending.usage().tokens() + spending.tokensReserved(),
        spending.usage().costMicros() + spending.costMicrosReserved());
  }

  /** So great where there is none that more can be added to it. */
  static Amount bound(Optional<Long> tokens, Optional<Long> costMicros) {
    return new Amount(tokens.orElse(Long.MAX_VALUE / 2), costMicros.orElse(Long.MAX_VALUE / 2));
  }

  /** What was spent that nobody had granted. */
  Amount ungranted() {
    return ungranted;
  }

  /** What may be spent beyond any bound. */
  Amount allowed() {
    return strays ? ungranted : Amount.NONE;
  }

  /** What must be set aside. */
  private Amount due() {
    long tokens = 0;
    long costMicros = 0;
    for (Amount left : open.values()) {
      tokens += left.tokens();
      costMicros += left.costMicros();
    }
    return new Amount(tokens, costMicros);
  }

  void check(Spending spending, Budget budget) {
    Amount due = due();
    Amount reserved = new Amount(spending.tokensReserved(), spending.costMicrosReserved());
    unless(
        reserved.equals(due), () -> "budget: %s set aside (expected: %s)".formatted(reserved, due));
    Amount most = bound(budget.maxTokens(), budget.maxCostMicros());
    unless(
        most.plus(allowed()).covers(taken(spending)),
        () ->
            "budget: %s taken of %s (%s without a grant)"
                .formatted(taken(spending), most, ungranted));
  }
}
