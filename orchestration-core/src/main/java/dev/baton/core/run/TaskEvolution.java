package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.Usage;
import dev.baton.core.run.RunRecord.PlanRecord;
import dev.baton.core.run.RunRecord.QuestionsRecord;
import dev.baton.core.run.RunRecord.TurnsRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Folds what was decided about tasks: their records, and what their steps and the run count. */
final class TaskEvolution {
  private TaskEvolution() {}

  static void evolve(RunStore store, TaskFact fact) {
    switch (fact) {
      case TaskFact.TaskDispatched d ->
          dispatch(
              store,
              new Dispatch(
                  d.taskId(),
                  d.place(),
                  d.role(),
                  new Reservation(d.attempt(), d.tokensReserved(), d.costMicrosReserved())),
              d.timerDue());
      case TaskFact.ChildStarted c ->
          dispatch(
              store,
              new Dispatch(
                  c.taskId(),
                  c.place(),
                  Children.DOER,
                  new Reservation(c.attempt(), c.tokensReserved(), c.costMicrosReserved())),
              c.timerDue());
      case TaskFact.ResultIncomplete incomplete ->
          Records.task(store, incomplete.taskId(), task -> task.lacking(incomplete.detail()));
      case TaskFact.DispatchHeld held ->
          Records.setTimer(store, RunKey.Timer.of(held.taskId()), held.due());
      case TaskFact.TaskStarted started -> startTask(store, started);
      case TaskFact.WaitStarted started -> startWait(store, started);
      case TaskFact.WaitEnded ended -> endWait(store, ended);
      case TaskFact.TaskHandedOff handed -> handOff(store, handed);
      case TaskFact.PlanAccepted accepted -> acceptPlan(store, accepted);
      case TaskFact.PlanRefused refused -> refusePlan(store, refused);
      case TaskFact.TurnTaken turn -> takeTurn(store, turn);
      case TaskFact.InputRequested requested -> requestInput(store, requested);
      case TaskFact.InputGiven given -> {
        forget(store, given.taskId());
        Records.task(store, given.taskId(), task -> task.given(given.inputs()));
      }
      case TaskFact.TaskSucceeded succeeded -> succeed(store, succeeded);
      case TaskFact.TaskAttemptFailed failed -> failAttempt(store, failed);
      case TaskFact.RetryScheduled retry -> scheduleRetry(store, retry);
      case TaskFact.TaskRerouted rerouted ->
          Records.task(store, rerouted.taskId(), task -> task.rerouted(rerouted.role()));
      case TaskFact.TaskGivenUp givenUp -> giveUp(store, givenUp);
      case TaskFact.TaskCancelled cancelled -> cancel(store, cancelled);
      case TaskFact.ResultSuperseded superseded -> supersede(store, superseded);
      case TaskFact.EarlierExecutionsCounted counted ->
          counted
              .executions()
              .forEach(execution -> count(store, counted.taskId(), counted.attempt(), execution));
    }
  }

  private record Dispatch(TaskId taskId, TaskPlace place, String role, Reservation reserved) {}

  private static void dispatch(RunStore store, Dispatch given, Instant timerDue) {
    RunKey.TaskKey key = new RunKey.TaskKey(given.taskId());
    Optional<TaskRecord> former = store.get(key);
    Records.step(
        store,
        given.place().stepRound(),
        step ->
            (former.isPresent() ? step : step.created())
                .attempted(given.role())
                .reserving(given.reserved()));
    TaskRecord task = former.orElseGet(() -> TaskRecord.created(given.place(), given.role()));
    store.put(key, task.dispatched(given.reserved()));
    Records.spend(store, spending -> spending.dispatched(given.reserved()));
    Records.setTimer(store, RunKey.Timer.of(given.taskId()), timerDue);
  }

  private static void startTask(RunStore store, TaskFact.TaskStarted fact) {
    count(store, fact.taskId(), fact.attempt(), fact.execution());
    Records.task(store, fact.taskId(), task -> task.inPhase(TaskPhase.STARTED));
    Records.setTimer(store, RunKey.Timer.of(fact.taskId()), fact.timerDue());
  }

  private static void startWait(RunStore store, TaskFact.WaitStarted fact) {
    Records.step(store, fact.place().stepRound(), StepRecord::created);
    store.put(
        new RunKey.TaskKey(fact.taskId()),
        TaskRecord.created(fact.place(), fact.waitsFor()).inPhase(TaskPhase.ASKED));
    fact.question()
        .ifPresent(text -> ask(store, new Question(fact.taskId(), fact.place().step(), text)));
    Records.setTimer(store, RunKey.Timer.of(fact.taskId()), fact.due());
  }

  private static void endWait(RunStore store, TaskFact.WaitEnded fact) {
    forget(store, fact.taskId());
    TaskRecord task = Records.task(store, fact.taskId(), former -> former.succeeded(fact.output()));
    Records.step(store, task.place().stepRound(), StepRecord::taskSucceeded);
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void handOff(RunStore store, TaskFact.TaskHandedOff fact) {
    settle(store, fact.taskId(), fact.attempt(), fact.execution());
    Records.task(
        store, fact.taskId(), task -> task.handedOff(new Hop(fact.fromRole(), fact.handoff())));
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void acceptPlan(RunStore store, TaskFact.PlanAccepted fact) {
    settle(store, fact.taskId(), fact.attempt(), fact.execution());
    Records.task(store, fact.taskId(), TaskRecord::planned);
    RunKey.PlanKey key = new RunKey.PlanKey(fact.taskId());
    int refused = store.get(key).orElse(PlanRecord.NONE).refused();
    store.put(key, new PlanRecord(refused, "", List.of(), Optional.of(fact.workflow())));
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void refusePlan(RunStore store, TaskFact.PlanRefused fact) {
    settle(store, fact.taskId(), fact.attempt(), fact.execution());
    Records.task(store, fact.taskId(), task -> task.replanned(Planning.flaw(fact.flaws())));
    RunKey.PlanKey key = new RunKey.PlanKey(fact.taskId());
    int refused = store.get(key).orElse(PlanRecord.NONE).refused();
    store.put(key, new PlanRecord(refused + 1, fact.steps(), fact.flaws(), Optional.empty()));
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void takeTurn(RunStore store, TaskFact.TurnTaken fact) {
    RunKey.Turns key = new RunKey.Turns(fact.taskId());
    TurnsRecord former =
        fact.former()
            .flatMap(task -> store.get(new RunKey.Turns(task)))
            .or(() -> store.get(key))
            .orElse(TurnsRecord.NONE);
    store.put(key, former.with(fact.digest()));
  }

  private static void requestInput(RunStore store, TaskFact.InputRequested fact) {
    settle(store, fact.taskId(), fact.attempt(), fact.execution());
    TaskRecord task = Records.task(store, fact.taskId(), former -> former.inPhase(TaskPhase.ASKED));
    ask(store, new Question(fact.taskId(), task.place().step(), fact.question()));
    Records.setTimer(store, RunKey.Timer.of(fact.taskId()), fact.due());
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

  private static void succeed(RunStore store, TaskFact.TaskSucceeded fact) {
    settle(store, fact.taskId(), fact.attempt(), fact.execution());
    forget(store, fact.taskId());
    TaskRecord task = Records.task(store, fact.taskId(), former -> former.succeeded(fact.output()));
    Records.step(store, task.place().stepRound(), StepRecord::taskSucceeded);
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void failAttempt(RunStore store, TaskFact.TaskAttemptFailed fact) {
    forget(store, fact.taskId());
    fact.execution()
        .ifPresent(execution -> settle(store, fact.taskId(), fact.attempt(), execution));
    List<String> models =
        fact.execution().map(execution -> execution.usage().models()).orElse(List.of());
    Records.task(store, fact.taskId(), task -> task.failed(fact.failure(), models));
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void scheduleRetry(RunStore store, TaskFact.RetryScheduled fact) {
    Records.spend(store, Spending::retried);
    Records.setTimer(store, RunKey.Timer.of(fact.taskId()), fact.due());
  }

  private static void giveUp(RunStore store, TaskFact.TaskGivenUp fact) {
    forget(store, fact.taskId());
    RunKey.TaskKey key = new RunKey.TaskKey(fact.taskId());
    Optional<TaskRecord> former = store.get(key);
    Records.step(
        store,
        fact.place().stepRound(),
        step -> (former.isPresent() ? step : step.created()).taskFailed());
    TaskRecord task = former.orElseGet(() -> TaskRecord.created(fact.place(), fact.role()));
    store.put(key, task.failed(fact.failure(), List.of()).inPhase(TaskPhase.GIVEN_UP));
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void cancel(RunStore store, TaskFact.TaskCancelled fact) {
    forget(store, fact.taskId());
    Records.task(store, fact.taskId(), task -> task.inPhase(TaskPhase.CANCELLED));
    Records.step(store, fact.place().stepRound(), step -> step.taskCancelled(fact.place().index()));
    store.remove(RunKey.Timer.of(fact.taskId()));
  }

  private static void supersede(RunStore store, TaskFact.ResultSuperseded fact) {
    if (fact.ended()) {
      settle(store, fact.taskId(), fact.attempt(), fact.execution());
    } else {
      count(store, fact.taskId(), fact.attempt(), fact.execution());
    }
  }

  /** An attempt's last word: what it has spent counts, and the rest is free again. */
  private static void settle(RunStore store, TaskId taskId, int attempt, Execution execution) {
    count(store, new Report(taskId, attempt, execution, true));
  }

  private static void count(RunStore store, TaskId taskId, int attempt, Execution execution) {
    count(store, new Report(taskId, attempt, execution, false));
  }

  private record Report(TaskId taskId, int attempt, Execution execution, boolean last) {
    Reservation left(Reservation former, Usage added) {
      return last ? Reservation.none(attempt) : former.less(added);
    }
  }

  /**
   * Counts what a report adds to the cost of task, step and run, and takes it from what is set
   * aside for its attempt. Nothing is left to count once the run has ended.
   */
  private static void count(RunStore store, Report report) {
    if (isFinished(store)) {
      return;
    }
    Optional<TaskRecord> task = store.get(new RunKey.TaskKey(report.taskId()));
    if (task.isPresent()) {
      count(store, report, task.get());
    } else {
      CompensationEvolution.count(store, report.taskId(), report.execution());
    }
  }

  private static void count(RunStore store, Report report, TaskRecord task) {
    Usage added = task.added(report.execution());
    Reservation former = task.reservation(report.attempt());
    Reservation left = report.left(former, added);
    store.put(
        new RunKey.TaskKey(report.taskId()),
        task.reported(report.execution().executionId(), added, left));
    if (!added.equals(Usage.NONE) || !left.equals(former)) {
      Reservation change = left.minus(former);
      Records.step(store, task.place().stepRound(), step -> step.plus(added).reserving(change));
      Records.spend(store, spending -> spending.plus(added).released(former.minus(left)));
    }
  }

  private static boolean isFinished(RunStore store) {
    return store.get(new RunKey.Header()).map(RunHeader::status).orElse(RunStatus.FINISHED)
        == RunStatus.FINISHED;
  }
}
