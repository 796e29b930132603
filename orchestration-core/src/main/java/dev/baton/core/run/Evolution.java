package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.Usage;
import dev.baton.core.run.RunRecord.DefinitionRecord;
import dev.baton.core.run.RunRecord.EntryRecord;
import dev.baton.core.run.RunRecord.ItemsRecord;
import dev.baton.core.run.RunRecord.QuestionsRecord;
import dev.baton.core.run.RunRecord.RequestRecord;
import dev.baton.core.run.RunRecord.TimerRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Folds facts into a run's state. Deciding, recovery and replay use this one fold. It reads and
 * writes a bounded number of records for each fact, whatever the size of a fan-out. Stateless and
 * thread-safe.
 */
public final class Evolution {
  private Evolution() {}

  /**
   * Applies one fact.
   *
   * @throws IllegalStateException if the fact cannot follow this state; only a defect gets there
   */
  public static void evolve(RunStore store, Fact fact) {
    switch (fact) {
      case Fact.RunStarted started -> start(store, started);
      case Fact.RequestRefusedAsConflict refused ->
          header(store, header -> header.withRefusal(refused.origin()));
      case Fact.StepStarted started -> startStep(store, started);
      case Fact.StepSkipped skipped -> skipStep(store, skipped);
      case Fact.StepCompleted completed -> completeStep(store, completed);
      case Fact.TaskDispatched d ->
          dispatch(
              store,
              new Dispatch(d.taskId(), d.place(), d.role(), d.attempt(), d.tokensReserved()),
              d.timerDue());
      case Fact.ChildStarted c ->
          dispatch(
              store,
              new Dispatch(c.taskId(), c.place(), Children.DOER, c.attempt(), c.tokensReserved()),
              c.timerDue());
      case Fact.ResultIncomplete incomplete ->
          task(store, incomplete.taskId(), task -> task.lacking(incomplete.detail()));
      case Fact.DispatchHeld held -> setTimer(store, RunKey.Timer.of(held.taskId()), held.due());
      case Fact.TaskStarted started -> startTask(store, started);
      case Fact.WaitStarted started -> startWait(store, started);
      case Fact.WaitEnded ended -> endWait(store, ended);
      case Fact.TaskHandedOff handed -> handOff(store, handed);
      case Fact.InputRequested requested -> requestInput(store, requested);
      case Fact.InputGiven given -> {
        forget(store, given.taskId());
        task(store, given.taskId(), task -> task.given(given.inputs()));
      }
      case Fact.TaskSucceeded succeeded -> succeed(store, succeeded);
      case Fact.TaskAttemptFailed failed -> failAttempt(store, failed);
      case Fact.RetryScheduled retry -> scheduleRetry(store, retry);
      case Fact.TaskRerouted rerouted ->
          task(store, rerouted.taskId(), task -> task.rerouted(rerouted.role()));
      case Fact.TaskGivenUp givenUp -> giveUp(store, givenUp);
      case Fact.TaskCancelled cancelled -> cancel(store, cancelled);
      case Fact.BlackboardWritten written ->
          store.put(
              new RunKey.Entry(written.key()),
              new EntryRecord(written.version(), written.step(), written.round(), written.parts()));
      case Fact.RoundStarted round -> header(store, header -> header.withRound(round.round()));
      case Fact.TimerSet set -> setTimer(store, new RunKey.Timer(set.timer()), set.due());
      case Fact.TimerCleared cleared -> store.remove(new RunKey.Timer(cleared.timer()));
      case Fact.ResultSuperseded superseded ->
          count(store, superseded.taskId(), superseded.execution());
      case Fact.EventSuperseded _, Fact.SignalIgnored _, Fact.LoopStopped _ -> {}
      case Fact.SignalApplied applied ->
          applied.signalId().ifPresent(id -> header(store, header -> header.withSignal(id)));
      case Fact.RunPaused _ -> header(store, header -> header.withStatus(RunStatus.PAUSED));
      case Fact.RunResumed _ -> header(store, header -> header.withStatus(RunStatus.RUNNING));
      case Fact.RunFinished finished -> finish(store, finished);
      case Fact.RecordsRemoved removed -> removeRecords(store, removed);
    }
  }

  private static void start(RunStore store, Fact.RunStarted fact) {
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
            Spending.NONE,
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

  private static void startStep(RunStore store, Fact.StepStarted fact) {
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

  private static void skipStep(RunStore store, Fact.StepSkipped fact) {
    store.put(
        new RunKey.StepKey(fact.step(), fact.round()),
        StepRecord.started(fact.role(), 0, fact.at())
            .closed(StepStatus.SKIPPED, Optional.empty(), fact.at()));
  }

  private static void completeStep(RunStore store, Fact.StepCompleted fact) {
    RunKey.StepKey key = new RunKey.StepKey(fact.step(), fact.round());
    StepRecord former =
        store.get(key).orElseGet(() -> StepRecord.started(fact.role(), 0, fact.at()));
    store.put(key, former.closed(fact.status(), fact.failure(), fact.at()));
  }

  private record Dispatch(TaskId taskId, TaskPlace place, String role, int attempt, long tokens) {}

  private static void dispatch(RunStore store, Dispatch given, Instant timerDue) {
    RunKey.TaskKey key = new RunKey.TaskKey(given.taskId());
    Optional<TaskRecord> former = store.get(key);
    step(
        store,
        given.place().stepRound(),
        step -> (former.isPresent() ? step : step.created()).attempted(given.role()));
    TaskRecord task = former.orElseGet(() -> TaskRecord.created(given.place(), given.role()));
    store.put(key, task.dispatched(given.attempt(), given.tokens()));
    spend(store, spending -> spending.dispatched(given.tokens()));
    setTimer(store, RunKey.Timer.of(given.taskId()), timerDue);
  }

  private static void startTask(RunStore store, Fact.TaskStarted fact) {
    count(store, fact.taskId(), fact.execution());
    task(store, fact.taskId(), task -> task.inPhase(TaskPhase.STARTED));
    setTimer(store, RunKey.Timer.of(fact.taskId()), fact.timerDue());
  }

  private static void startWait(RunStore store, Fact.WaitStarted fact) {
    step(store, fact.place().stepRound(), StepRecord::created);
    store.put(
        new RunKey.TaskKey(fact.taskId()),
        TaskRecord.created(fact.place(), fact.waitsFor()).inPhase(TaskPhase.ASKED));
    fact.question()
        .ifPresent(text -> ask(store, new Question(fact.taskId(), fact.place().step(), text)));
    setTimer(store, RunKey.Timer.of(fact.taskId()), fact.due());
  }

  private static void endWait(RunStore store, Fact.WaitEnded fact) {
    forget(store, fact.taskId());
    TaskRecord task = task(store, fact.taskId(), former -> former.succeeded(fact.output()));
    step(store, task.place().stepRound(), StepRecord::taskSucceeded);
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void handOff(RunStore store, Fact.TaskHandedOff fact) {
    count(store, fact.taskId(), fact.execution());
    release(store, fact.taskId());
    task(store, fact.taskId(), task -> task.handedOff(new Hop(fact.fromRole(), fact.handoff())));
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void requestInput(RunStore store, Fact.InputRequested fact) {
    count(store, fact.taskId(), fact.execution());
    release(store, fact.taskId());
    TaskRecord task = task(store, fact.taskId(), former -> former.inPhase(TaskPhase.ASKED));
    ask(store, new Question(fact.taskId(), task.place().step(), fact.question()));
    setTimer(store, RunKey.Timer.of(fact.taskId()), fact.due());
  }

  private static void ask(RunStore store, Question question) {
    QuestionsRecord open = store.get(new RunKey.Questions()).orElse(new QuestionsRecord(List.of()));
    store.put(new RunKey.Questions(), open.with(question));
  }

  /** A task that ended, or goes on, waits for no word any more. */
  private static void forget(RunStore store, TaskId taskId) {
    boolean asked =
        store
            .get(new RunKey.TaskKey(taskId))
            .filter(task -> task.phase() == TaskPhase.ASKED)
            .isPresent();
    if (asked) {
      store
          .get(new RunKey.Questions())
          .ifPresent(open -> store.put(new RunKey.Questions(), open.without(taskId)));
    }
  }

  private static void succeed(RunStore store, Fact.TaskSucceeded fact) {
    count(store, fact.taskId(), fact.execution());
    release(store, fact.taskId());
    forget(store, fact.taskId());
    TaskRecord task = task(store, fact.taskId(), former -> former.succeeded(fact.output()));
    step(store, task.place().stepRound(), StepRecord::taskSucceeded);
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void failAttempt(RunStore store, Fact.TaskAttemptFailed fact) {
    forget(store, fact.taskId());
    fact.execution().ifPresent(execution -> count(store, fact.taskId(), execution));
    release(store, fact.taskId());
    List<String> models =
        fact.execution().map(execution -> execution.usage().models()).orElse(List.of());
    task(store, fact.taskId(), task -> task.failed(fact.failure(), models));
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void scheduleRetry(RunStore store, Fact.RetryScheduled fact) {
    spend(store, Spending::retried);
    setTimer(store, RunKey.Timer.of(fact.taskId()), fact.due());
  }

  private static void giveUp(RunStore store, Fact.TaskGivenUp fact) {
    forget(store, fact.taskId());
    RunKey.TaskKey key = new RunKey.TaskKey(fact.taskId());
    Optional<TaskRecord> former = store.get(key);
    step(
        store,
        fact.place().stepRound(),
        step -> (former.isPresent() ? step : step.created()).taskFailed());
    TaskRecord task = former.orElseGet(() -> TaskRecord.created(fact.place(), fact.role()));
    store.put(key, task.failed(fact.failure(), List.of()).inPhase(TaskPhase.GIVEN_UP));
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void cancel(RunStore store, Fact.TaskCancelled fact) {
    forget(store, fact.taskId());
    release(store, fact.taskId());
    task(store, fact.taskId(), task -> task.inPhase(TaskPhase.CANCELLED));
    step(store, fact.place().stepRound(), step -> step.taskCancelled(fact.place().index()));
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void finish(RunStore store, Fact.RunFinished fact) {
    header(store, header -> header.gravestone(fact.answer().status(), fact.answer().finishedAt()));
    store.remove(RunKey.Timer.RUN);
    store.remove(RunKey.Timer.PAUSE);
  }

  private static void removeRecords(RunStore store, Fact.RecordsRemoved fact) {
    for (TaskId task : fact.tasks()) {
      store.remove(new RunKey.TaskKey(task));
      store.remove(RunKey.Timer.of(task));
    }
    fact.steps().forEach(step -> removeStep(store, step));
    fact.entries().forEach(entry -> store.remove(new RunKey.Entry(entry)));
    if (fact.complete()) {
      store.remove(new RunKey.RequestKey());
      store.remove(new RunKey.Definition());
      store.remove(new RunKey.Questions());
    }
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

  /**
   * Counts what a report adds to the cost of task, step and run. Nothing is left to count once the
   * run has ended.
   */
  private static void count(RunStore store, TaskId taskId, Execution report) {
    Optional<TaskRecord> task = store.get(new RunKey.TaskKey(taskId));
    boolean finished =
        store.get(new RunKey.Header()).map(RunHeader::status).orElse(RunStatus.FINISHED)
            == RunStatus.FINISHED;
    if (task.isEmpty() || finished) {
      return;
    }
    Usage added = task.get().added(report);
    store.put(new RunKey.TaskKey(taskId), task.get().withExecution(report));
    if (!added.equals(Usage.NONE)) {
      step(store, task.get().place().stepRound(), step -> step.plus(added));
      spend(store, spending -> spending.plus(added));
    }
  }

  private static void release(RunStore store, TaskId taskId) {
    long reserved =
        store.get(new RunKey.TaskKey(taskId)).map(TaskRecord::tokensReserved).orElse(0L);
    if (reserved > 0) {
      spend(store, spending -> spending.released(reserved));
    }
  }

  private static void setTimer(RunStore store, RunKey.Timer key, Instant due) {
    store.put(key, new TimerRecord(key.name(), due));
  }

  private static void spend(RunStore store, UnaryOperator<Spending> change) {
    header(store, header -> header.withSpending(change.apply(header.spending())));
  }

  private static void header(RunStore store, UnaryOperator<RunHeader> change) {
    update(store, new RunKey.Header(), change);
  }

  private static void step(RunStore store, StepRound step, UnaryOperator<StepRecord> change) {
    update(store, new RunKey.StepKey(step.step(), step.round()), change);
  }

  private static TaskRecord task(RunStore store, TaskId taskId, UnaryOperator<TaskRecord> change) {
    return update(store, new RunKey.TaskKey(taskId), change);
  }

  private static <V extends RunRecord> V update(
      RunStore store, RunKey<V> key, UnaryOperator<V> change) {
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
