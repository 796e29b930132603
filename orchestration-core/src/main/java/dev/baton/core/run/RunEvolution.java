package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.run.RunRecord.DefinitionRecord;
import dev.baton.core.run.RunRecord.ItemsRecord;
import dev.baton.core.run.RunRecord.RequestRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Folds what was decided about a run as a whole. */
final class RunEvolution {
  private RunEvolution() {}

  static void evolve(RunStore store, RunFact fact) {
    switch (fact) {
      case RunFact.RunStarted started -> start(store, started);
      case RunFact.RequestRefusedAsConflict refused ->
          Records.header(store, header -> header.withRefusal(refused.origin()));
      case RunFact.TimerSet set ->
          Records.setTimer(store, new RunKey.Timer(set.timer()), set.due());
      case RunFact.TimerCleared cleared -> store.remove(new RunKey.Timer(cleared.timer()));
      case RunFact.SignalApplied applied ->
          applied
              .signalId()
              .ifPresent(id -> Records.header(store, header -> header.withSignal(id)));
      case RunFact.RunPaused _ ->
          Records.header(store, header -> header.withStatus(RunStatus.PAUSED));
      case RunFact.RunResumed _ ->
          Records.header(store, header -> header.withStatus(RunStatus.RUNNING));
      case RunFact.LeaseRequested asked -> {
        lease(store, lease -> lease.requested(asked.number()));
        Records.setTimer(store, RunKey.Timer.LEASE, asked.due());
      }
      case RunFact.LeaseGranted granted -> {
        lease(
            store,
            lease -> lease.granted(granted.tokens(), granted.costMicros(), granted.drained()));
        store.remove(RunKey.Timer.LEASE);
      }
      case RunFact.LeaseDenied denied -> {
        lease(store, lease -> lease.denied(denied.reason()));
        store.remove(RunKey.Timer.LEASE);
      }
      case RunFact.BudgetDegraded degraded ->
          Records.spend(store, spending -> spending.saving(degraded.rung(), degraded.reason()));
      case RunFact.RunFinished finished -> finish(store, finished);
      case RunFact.RecordsRemoved removed -> removeRecords(store, removed);
      case RunFact.GravestoneRemoved _ -> removeGravestone(store);
      case RunFact.EventSuperseded _, RunFact.SignalIgnored _ -> {}
    }
  }

  private static void start(RunStore store, RunFact.RunStarted fact) {
    store.put(
        new RunKey.Header(),
        new RunHeader(
            fact.tenant(),
            RunStatus.RUNNING,
            fact.requestDigest(),
            fact.planDigest(),
            fact.startedAt(),
            fact.deadline(),
            fact.budget(),
            0,
            Spending.NONE.holding(fact.leased().map(RunLease::of)),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty()));
    store.put(
        new RunKey.RequestKey(), new RequestRecord(fact.request(), fact.route(), fact.parent()));
    store.put(
        new RunKey.Definition(),
        new DefinitionRecord(fact.workflow(), fact.cards(), fact.nested(), fact.limits()));
  }

  private static void lease(RunStore store, UnaryOperator<RunLease> change) {
    Records.spend(store, spending -> spending.holding(spending.lease().map(change)));
  }

  private static void finish(RunStore store, RunFact.RunFinished fact) {
    Records.header(
        store, header -> header.gravestone(fact.answer().status(), fact.answer().finishedAt()));
    store.remove(RunKey.Timer.RUN);
    store.remove(RunKey.Timer.PAUSE);
    store.remove(RunKey.Timer.COMPENSATION);
    store.remove(RunKey.Timer.UNDO);
    store.remove(RunKey.Timer.LEASE);
  }

  private static void removeRecords(RunStore store, RunFact.RecordsRemoved fact) {
    boolean effects = EffectList.of(store).last().isPresent();
    for (TaskId task : fact.tasks()) {
      if (effects) {
        store.remove(new RunKey.EffectOf(task));
      }
      store.remove(new RunKey.TaskKey(task));
      store.remove(RunKey.Timer.of(task));
      removeIfThere(store, new RunKey.PlanKey(task));
      removeIfThere(store, new RunKey.Turns(task));
    }
    fact.steps().forEach(step -> removeStep(store, step));
    fact.entries().forEach(entry -> store.remove(new RunKey.Entry(entry)));
    if (fact.complete()) {
      store.remove(new RunKey.RequestKey());
      store.remove(new RunKey.Definition());
      store.remove(new RunKey.Questions());
      store.remove(new RunKey.Effects());
      store.remove(new RunKey.Compensation());
    }
  }

  /** Few tasks have one; a tombstone for each of the others would cost more than a look. */
  private static void removeIfThere(RunStore store, RunKey<?> key) {
    if (store.get(key).isPresent()) {
      store.remove(key);
    }
  }

  private static void removeGravestone(RunStore store) {
    store.remove(new RunKey.Header());
    store.remove(new RunKey.Log());
    store.remove(RunKey.Timer.GRAVESTONE);
  }

  private static void removeStep(RunStore store, StepRound step) {
    RunKey.StepKey key = new RunKey.StepKey(step.step(), step.round());
    int total = store.get(key).map(StepRecord::total).orElse(0);
    for (int from = 0; from < total; from += ItemsRecord.CHUNK) {
      store.remove(new RunKey.Items(step.step(), step.round(), from / ItemsRecord.CHUNK));
    }
    store.remove(key);
    store.remove(RunKey.Timer.of(step));
  }
}
