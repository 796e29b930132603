package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.run.RunRecord.TimerRecord;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Changes to single records, which must be there. */
final class Records {
  private Records() {}

  static void setTimer(RunStore store, RunKey.Timer key, Instant due) {
    store.put(key, new TimerRecord(key.name(), due));
  }

  static void spend(RunStore store, UnaryOperator<Spending> change) {
    header(store, header -> header.withSpending(change.apply(header.spending())));
  }

  static void header(RunStore store, UnaryOperator<RunHeader> change) {
    update(store, new RunKey.Header(), change);
  }

  static void step(RunStore store, StepRound step, UnaryOperator<StepRecord> change) {
    update(store, new RunKey.StepKey(step.step(), step.round()), change);
  }

  static TaskRecord task(RunStore store, TaskId taskId, UnaryOperator<TaskRecord> change) {
    return update(store, new RunKey.TaskKey(taskId), change);
  }

  static <V extends RunRecord> V update(RunStore store, RunKey<V> key, UnaryOperator<V> change) {
    V former =
        store
            .get(key)
            .orElseThrow(() ->
                new IllegalStateException(key + " is missing (expected: a record to change)"));
    V next = change.apply(former);
    store.put(key, next);
    return next;
  }
}
