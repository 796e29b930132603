package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.Usage;
import dev.baton.core.run.RunRecord.CompensationRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Folds what was decided about outside effects and about taking them back. */
final class CompensationEvolution {
  private CompensationEvolution() {}

  static void evolve(RunStore store, CompensationFact fact) {
    switch (fact) {
      case CompensationFact.EffectPossible possible ->
          EffectList.add(store, possible.taskId(), possible.step());
      case CompensationFact.EffectCertain certain -> EffectList.moveToEnd(store, certain.taskId());
      case CompensationFact.EffectUnknown unknown -> EffectList.setUnknown(store, unknown.taskId());
      case CompensationFact.EffectRuledOut ruledOut ->
          EffectList.remove(store, ruledOut.taskId(), ruledOut.step());
      case CompensationFact.CompensationStarted started -> start(store, started);
      case CompensationFact.CompensationDispatched dispatched -> dispatch(store, dispatched);
      case CompensationFact.CompensationBegun begun -> {
        count(store, begun.taskId(), begun.execution());
        Records.setTimer(store, RunKey.Timer.UNDO, begun.timerDue());
      }
      case CompensationFact.CompensationFailed failed -> fail(store, failed);
      case CompensationFact.TaskCompensated done -> {
        count(store, done.taskId(), done.execution());
        end(store, Compensated::plusDone);
      }
    }
  }

  private static void start(RunStore store, CompensationFact.CompensationStarted fact) {
    Records.header(store, header -> header.withStatus(RunStatus.COMPENSATING));
    store.remove(RunKey.Timer.RUN);
    store.remove(RunKey.Timer.PAUSE);
    Records.setTimer(store, RunKey.Timer.COMPENSATION, fact.due());
    store.put(
        new RunKey.Compensation(),
        new CompensationRecord(
            fact.status(), fact.reason(), fact.unfinished(), Optional.empty(), List.of()));
  }

  private static void dispatch(RunStore store, CompensationFact.CompensationDispatched fact) {
    Records.update(
        store,
        new RunKey.Compensation(),
        record ->
            record.doing(
                record
                    .current()
                    .map(task -> task.dispatched(fact.attempt()))
                    .orElseGet(() ->
                        CompensationTask.first(
                            fact.taskId(), fact.compensates(), fact.place(), fact.role()))));
    Records.setTimer(store, RunKey.Timer.UNDO, fact.timerDue());
  }

  private static void fail(RunStore store, CompensationFact.CompensationFailed fact) {
    fact.execution().ifPresent(execution -> count(store, fact.taskId(), execution));
    if (fact.retryAt().isPresent()) {
      current(store, task -> task.failed(fact.failure().failureClass()));
      Records.setTimer(store, RunKey.Timer.UNDO, fact.retryAt().get());
    } else {
      end(store, outcome -> outcome.plusFailed(fact.failure().message()));
    }
  }

  /** The effect is off the list, whether it was taken back or not. */
  private static void end(RunStore store, UnaryOperator<Compensated> outcome) {
    CompensationRecord record = record(store).orElseThrow();
    CompensationTask task = record.current().orElseThrow();
    String step = task.place().step();
    EffectList.remove(store, task.compensates(), step);
    store.put(new RunKey.Compensation(), record.done(outcome.apply(record.of(step))));
    store.remove(RunKey.Timer.UNDO);
  }

  /** Counts what a report adds to the cost of the run. */
  static void count(RunStore store, TaskId taskId, Execution report) {
    Optional<CompensationTask> task =
        record(store)
            .flatMap(CompensationRecord::current)
            .filter(current -> current.taskId().equals(taskId));
    if (task.isPresent()) {
      Usage added = task.get().added(report);
      current(store, current -> current.with(report));
      if (!added.equals(Usage.NONE)) {
        Records.spend(store, spending -> spending.plus(added));
      }
    }
  }

  private static void current(RunStore store, UnaryOperator<CompensationTask> change) {
    Records.update(
        store,
        new RunKey.Compensation(),
        record -> record.doing(change.apply(record.current().orElseThrow())));
  }

  private static Optional<CompensationRecord> record(RunStore store) {
    return store.get(new RunKey.Compensation());
  }
}
