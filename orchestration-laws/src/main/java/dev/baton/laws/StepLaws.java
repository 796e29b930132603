package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.ledger.Amount;
import dev.baton.core.run.MapRunStore;
import dev.baton.core.run.RunHeader;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunRecord;
import dev.baton.core.run.RunStatus;
import dev.baton.core.run.Spending;
import dev.baton.core.run.StepRecord;
import dev.baton.core.run.StepStatus;
import dev.baton.core.workflow.StepBudget;
import dev.baton.core.workflow.Workflow;
import java.util.Map;
import java.util.Optional;

/**
 * What the steps hold is what the run holds, no step takes more than its definition gives it, and
 * none that could go on stands still.
 */
final class StepLaws {
  private StepLaws() {}

  /**
   * All steps of a run that has begun and not ended.
   *
   * @param allowed what steps may have spent beyond their bounds
   */
  static void check(
      MapRunStore store, RunHeader header, Optional<Workflow> workflow, Amount allowed) {
    Spending spending = header.spending();
    boolean running = header.status() == RunStatus.RUNNING;
    boolean moves = running && spending.lease().filter(lease -> lease.pending()).isEmpty();
    long tokens = 0;
    long costMicros = 0;
    for (Map.Entry<RunKey<?>, RunRecord> entry : store.view().entrySet()) {
      if (entry.getValue() instanceof StepRecord step) {
        unless(!moves || !couldGoOn(step), () -> "stuck: %s goes on with nothing".formatted(entry));
        tokens += step.tokensReserved();
        costMicros += step.costMicrosReserved();
        if (running && workflow.isPresent() && entry.getKey() instanceof RunKey.StepKey key) {
          bound(key, step, workflow.get().step(key.step()).budget(), allowed);
        }
      }
    }
    Amount held = new Amount(tokens, costMicros);
    unless(
        !running
            || held.equals(new Amount(spending.tokensReserved(), spending.costMicrosReserved())),
        () ->
            "steps: %s set aside by steps (expected: %d tokens and %d micros)"
                .formatted(held, spending.tokensReserved(), spending.costMicrosReserved()));
  }

  /** Whether nothing of a step is under way though something is to be done. */
  private static boolean couldGoOn(StepRecord step) {
    return step.status() == StepStatus.ACTIVE && step.open() == 0 && step.next() < step.total();
  }

  private static void bound(
      RunKey.StepKey key, StepRecord step, StepBudget budget, Amount allowed) {
    if (budget.equals(StepBudget.NONE)) {
      return;
    }
    Amount taken =
        new Amount(
            step.usage().tokens() + step.tokensReserved(),
            step.usage().costMicros() + step.costMicrosReserved());
    Amount most = FundsLaws.bound(budget.maxTokens(), budget.maxCostMicros()).plus(allowed);
    unless(
        most.covers(taken) && step.attempts() <= budget.maxTasks().orElse(Integer.MAX_VALUE),
        () -> "steps: %s took %s in %d tasks of %s".formatted(key, taken, step.attempts(), budget));
  }
}
