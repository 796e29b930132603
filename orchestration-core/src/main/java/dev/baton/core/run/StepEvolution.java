package dev.baton.core.run;

import dev.baton.core.run.RunRecord.EntryRecord;
import dev.baton.core.run.RunRecord.ItemsRecord;
import java.util.Optional;

/** Folds what was decided about steps. */
final class StepEvolution {
  private StepEvolution() {}

  static void evolve(RunStore store, StepFact fact) {
    switch (fact) {
      case StepFact.StepStarted started -> startStep(store, started);
      case StepFact.StepSkipped skipped -> skipStep(store, skipped);
      case StepFact.StepCompleted completed -> completeStep(store, completed);
      case StepFact.BlackboardWritten written ->
          store.put(
              new RunKey.Entry(written.key()),
              new EntryRecord(written.version(), written.step(), written.round(), written.parts()));
      case StepFact.RoundStarted round ->
          Records.header(store, header -> header.withRound(round.round()));
      case StepFact.LoopStopped _ -> {}
    }
  }

  private static void startStep(RunStore store, StepFact.StepStarted fact) {
    store.put(
        new RunKey.StepKey(fact.step(), fact.round()),
        StepRecord.started(fact.role(), fact.total(), fact.at()));
    for (int from = 0; from < fact.items().size(); from += ItemsRecord.CHUNK) {
      int to = Math.min(from + ItemsRecord.CHUNK, fact.items().size());
      store.put(
          new RunKey.Items(fact.step(), fact.round(), from / ItemsRecord.CHUNK),
          new ItemsRecord(fact.items().subList(from, to)));
    }
  }

  private static void skipStep(RunStore store, StepFact.StepSkipped fact) {
    store.put(
        new RunKey.StepKey(fact.step(), fact.round()),
        StepRecord.started(fact.role(), 0, fact.at())
            .closed(StepStatus.SKIPPED, Optional.empty(), fact.at()));
  }

  private static void completeStep(RunStore store, StepFact.StepCompleted fact) {
    RunKey.StepKey key = new RunKey.StepKey(fact.step(), fact.round());
    StepRecord former =
        store.get(key).orElseGet(() -> StepRecord.started(fact.role(), 0, fact.at()));
    store.put(key, former.closed(fact.status(), fact.failure(), fact.at()));
  }
}
