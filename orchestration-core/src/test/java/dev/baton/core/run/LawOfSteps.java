package dev.baton.core.run;

import dev.baton.core.ledger.Amount;
import dev.baton.core.workflow.StepBudget;
import dev.baton.core.workflow.Workflow;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the steps hold is what the run holds, and no step takes more than its definition gives it.
 */
final class LawOfSteps {
  private LawOfSteps() {}

  static void check(MapRunStore store, Workflow workflow, LawBook laws) {
    RunHeader header = store.get(new RunKey.Header()).orElse(null);
    if (header == null || header.status() != RunStatus.RUNNING) {
      return;
    }
    Map<RunKey.StepKey, StepRecord> steps = steps(store);
    long tokens = steps.values().stream().mapToLong(StepRecord::tokensReserved).sum();
    long cost = steps.values().stream().mapToLong(StepRecord::costMicrosReserved).sum();
    Spending spending = header.spending();
    laws.holds(
        tokens == spending.tokensReserved() && cost == spending.costMicrosReserved(),
        "steps: %d tokens and %d micros set aside by steps (expected: %d and %d)"
            .formatted(tokens, cost, spending.tokensReserved(), spending.costMicrosReserved()));
    steps.forEach((key, step) -> bound(key, step, workflow.step(key.step()).budget(), laws));
  }

  private static Map<RunKey.StepKey, StepRecord> steps(MapRunStore store) {
    return store.view().entrySet().stream()
        .filter(entry -> entry.getKey() instanceof RunKey.StepKey)
        .collect(
            Collectors.toMap(
                entry -> (RunKey.StepKey) entry.getKey(), entry -> (StepRecord) entry.getValue()));
  }

  private static void bound(RunKey.StepKey key, StepRecord step, StepBudget budget, LawBook laws) {
    Amount taken = step.taken();
    laws.holds(
        taken.tokens() <= budget.maxTokens().orElse(Long.MAX_VALUE)
            && taken.costMicros() <= budget.maxCostMicros().orElse(Long.MAX_VALUE)
            && step.attempts() <= budget.maxTasks().orElse(Integer.MAX_VALUE),
        "steps: %s took %s in %d tasks of %s".formatted(key, taken, step.attempts(), budget));
  }
}
