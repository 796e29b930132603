package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.Request;
import dev.baton.core.message.Task;
import dev.baton.core.run.RunRecord.TimerRecord;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gives attempts to workers, within the step's concurrency and the run's budget. */
final class Dispatching {
  /** Prefix of the continue events that go on with a wide fan-out. */
  static final String WORK = "dispatch/";

  private Dispatching() {}

  /** Creates further tasks of a step until enough are open. */
  static void more(Draft draft, Step step) {
    StepRound current = draft.current(step.name());
    StepRecord record = draft.step(current);
    while (wantsMore(draft, step, record)) {
      if (!draft.hasRoom()) {
        draft.continueLater(StepWork.name(WORK, current), record.next());
        return;
      }
      TaskPlace place = Outputs.place(draft, current, record.next());
      attempt(draft, draft.idOf(place), TaskRecord.created(place, step.agent()));
      record = draft.step(current);
    }
  }

  private static boolean wantsMore(Draft draft, Step step, StepRecord record) {
    return record.status() == StepStatus.ACTIVE
        && !draft.isPaused()
        && !draft.header().spending().waits()
        && record.next() < record.total()
        && record.open() < step.concurrency();
  }

  /**
   * Dispatches the next attempt of a task; gives the task up where the budget does not allow it.
   */
  static void attempt(Draft draft, TaskId id, TaskRecord task) {
    Step step = draft.plan().step(task.place().step());
    boolean waits = step.work().role().isEmpty() && !Children.isChild(task);
    if (waits) {
      Waiting.begin(draft, id, task.place(), step);
      return;
    }
    if (draft.isPaused()) {
      Instant due = draft.at().plus(draft.plan().limits().pauseCheck());
      draft.record(new TaskFact.DispatchHeld(id, due));
      return;
    }
    Saving.look(draft);
    Optional<Failure> leftOut = Saving.leavesOut(draft, step, task);
    if (leftOut.isPresent()) {
      giveUp(draft, id, task, leftOut.get());
      return;
    }
    Optional<Failure> refusal = Children.tooDeep(draft, task);
    if (refusal.isPresent()) {
      giveUp(draft, id, task, refusal.get());
      return;
    }
    switch (Budgeting.ask(draft, task)) {
      case Budgeting.Outcome.Refused(Failure why) -> giveUp(draft, id, task, why);
      case Budgeting.Outcome.Waits() -> hold(draft, id);
      case Budgeting.Outcome.Granted(Budgeting.Grant grant) ->
          LoopFuse.count(draft, id, task)
              .ifPresentOrElse(
                  why -> giveUp(draft, id, task, why), () -> start(draft, id, task, grant));
    }
  }

  private static void start(Draft draft, TaskId id, TaskRecord task, Budgeting.Grant grant) {
    if (Children.isChild(task)) {
      Children.start(draft, id, task, grant);
    } else {
      dispatch(draft, id, task, grant);
    }
  }

  private static void giveUp(Draft draft, TaskId id, TaskRecord task, Failure why) {
    draft.record(new TaskFact.TaskGivenUp(id, task.place(), task.role(), why));
  }

  /** A task that has no record yet is created once its step may go on. */
  private static void hold(Draft draft, TaskId id) {
    if (draft.findTask(id).isPresent()) {
      Instant due = draft.at().plus(draft.plan().limits().pauseCheck());
      draft.record(new TaskFact.DispatchHeld(id, due));
    }
  }

  private static void dispatch(Draft draft, TaskId id, TaskRecord task, Budgeting.Grant grant) {
    Step step = draft.plan().step(task.place().step());
    Slices.Slice slice = Slices.given(draft, id, task);
    Instant deadline = deadline(draft, task.place().stepRound());
    Duration timeout = draft.plan().timeout(step, task.role());
    Instant startBy =
        step.queueTimeout()
            .map(queue -> earlier(draft.at().plus(queue), deadline))
            .orElse(deadline);
    Instant lost = startBy.plus(timeout).plus(draft.plan().limits().grace());
    int attempt = task.attempt() + 1;
    draft.record(
        new TaskFact.TaskDispatched(
            id,
            task.place(),
            task.role(),
            attempt,
            slice.refs(),
            grant.tokens().orElse(0L),
            grant.costMicros().orElse(0L),
            lost,
            draft.at()));
    OutsideEffects.possible(draft, id, step);
    Request request = draft.request().request();
    draft.emit(
        new Effect.DispatchTask(
            new Task(
                id,
                draft.runId(),
                draft.header().tenant(),
                step.name(),
                task.place().round(),
                task.place().index(),
                task.place().item(),
                attempt,
                task.role(),
                skill(draft, step, task),
                request.goal(),
                step.objective().or(() -> task.place().item()).orElse(request.goal()),
                inputs(request, task),
                request.history(),
                slice.entries(),
                task.failure().map(Failure::failureClass),
                task.failure().map(Failure::message),
                task.avoidModels(),
                grant.tokens(),
                grant.costMicros(),
                Saving.usesCheaperTier(draft, task.role()),
                draft.plan().output(step, task.role()),
                draft.at(),
                timeout,
                startBy,
                deadline,
                request.priority())));
  }

  private static String skill(Draft draft, Step step, TaskRecord task) {
    return Planning.isPlanning(draft, task)
        ? Work.Planning.SKILL
        : draft.plan().skill(step, task.role());
  }

  private static Map<String, String> inputs(Request request, TaskRecord task) {
    if (task.given().isEmpty()) {
      return request.inputs();
    }
    Map<String, String> inputs = new TreeMap<>(request.inputs());
    inputs.putAll(task.given());
    return inputs;
  }

  /** Nobody waits for a result longer than its step's join or the run. */
  static Instant deadline(Draft draft, StepRound step) {
    Instant run = draft.header().deadline();
    return draft
        .find(RunKey.Timer.of(step))
        .map(TimerRecord::due)
        .map(due -> earlier(due, run))
        .orElse(run);
  }

  private static Instant earlier(Instant left, Instant right) {
    return left.isBefore(right) ? left : right;
  }

  /**
   * A continue event counts only if it goes on exactly where the step stands; any other is a
   * duplicate.
   */
  static Optional<String> goOn(Draft draft, String work, long cursor) {
    Optional<StepRound> step = StepWork.parse(draft, WORK, work);
    boolean current =
        step.filter(at -> at.equals(draft.current(at.step())))
            .flatMap(draft::findStep)
            .filter(record -> record.status() == StepStatus.ACTIVE && record.next() == cursor)
            .isPresent();
    if (!current || draft.isPaused() || draft.header().spending().waits()) {
      return Optional.of("the step does not stand at " + cursor);
    }
    int facts = draft.factCount();
    more(draft, draft.plan().step(step.get().step()));
    if (draft.factCount() == facts) {
      return Optional.of("enough tasks are open");
    }
    Scheduling.advance(draft);
    return Optional.empty();
  }
}
