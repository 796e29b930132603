package dev.baton.simulation.law;

import static dev.baton.simulation.law.BrokenInvariantException.unless;

import dev.baton.core.cel.CelJson;
import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import dev.baton.core.id.TaskId;
import dev.baton.core.ledger.Amount;
import dev.baton.core.message.Answer;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.Task;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Decision;
import dev.baton.core.run.Effect;
import dev.baton.core.run.Fact;
import dev.baton.core.run.Hop;
import dev.baton.core.run.MapRunStore;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunFact;
import dev.baton.core.run.RunHeader;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunLease;
import dev.baton.core.run.RunLimits;
import dev.baton.core.run.RunRecord;
import dev.baton.core.run.RunStatus;
import dev.baton.core.run.RunStore;
import dev.baton.core.run.Spending;
import dev.baton.core.run.StepFact;
import dev.baton.core.run.StepRecord;
import dev.baton.core.run.StepRound;
import dev.baton.core.run.StepStatus;
import dev.baton.core.run.TaskFact;
import dev.baton.core.run.TaskRecord;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import dev.baton.core.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Watches one run and throws where a law is broken. Knows the laws, not how the machine keeps them.
 * Not thread-safe.
 */
final class LawBook {
  private final Map<TaskId, Integer> dispatched = new HashMap<>();
  private final Set<TaskId> succeeded = new HashSet<>();
  private final Map<String, Long> spent = new HashMap<>();
  private final Map<TaskId, List<Hop>> hops = new HashMap<>();
  private final Map<StepRound, Map<Integer, Object>> brought = new HashMap<>();
  private final Set<RunId> children = new HashSet<>();
  private final Set<String> planners = new HashSet<>();
  private final Funds funds = new Funds();
  private final LeaseLaws leases = new LeaseLaws();
  private final CompensationLaws compensation = new CompensationLaws();
  private final PlanLaws plans;
  private final String tenant;
  private final Duration delay;
  private boolean finished;

  /**
   * Nothing has happened yet.
   *
   * @param tenant whose run it is
   * @param delay how long timers may be held up because nobody fires them
   */
  LawBook(String tenant, Plans plans, Duration delay) {
    this.plans = new PlanLaws(plans);
    this.tenant = tenant;
    this.delay = delay;
  }

  private static void holds(boolean condition, String law) {
    unless(condition, law);
  }

  private static void holds(boolean condition, Supplier<String> law) {
    if (!condition) {
      throw new BrokenInvariantException(law.get());
    }
  }

  /** One event of the run, the first time that it is applied. */
  void check(RunStore before, Applied applied) {
    holds(
        applied.effects().size() <= Decision.MAX_EFFECTS,
        () -> "bound: more than " + Decision.MAX_EFFECTS + " effects");
    count(before, applied.entry().event());
    funds.grant(applied.effects());
    leases.follow(applied);
    checkTerminal(applied);
    PeopleLaws.check(tenant, before, applied);
    followChildren(applied);
    EffectLaws.check(applied);
    checkCancelled(before, applied);
    checkSuccess(before, applied);
    rememberPlanners(applied);
    applied.entry().facts().forEach(fact -> check(before, applied.entry().event(), fact));
    compensation.check(applied);
  }

  /**
   * Law 5: a finished run has no command but to remove what is left of it. Another request under
   * its key is refused for ever.
   */
  private void checkTerminal(Applied applied) {
    if (finished) {
      holds(
          applied.effects().stream()
              .allMatch(effect ->
                  (effect instanceof Effect.ContinueLater later && later.work().equals("purge"))
                      || effect instanceof Effect.RejectRequest
                      || isCancel(effect)),
          () -> "terminal: " + applied + " comes after the answer");
    }
  }

  /** Who works on what nobody waits for is told so. */
  private static void checkCancelled(RunStore before, Applied applied) {
    if (!has(applied.entry().facts(), TaskFact.TaskCancelled.class)) {
      return;
    }
    Set<Object> told = new HashSet<>();
    applied.effects().stream()
        .filter(Effect.SendControl.class::isInstance)
        .forEach(effect -> told.add(((Effect.SendControl) effect).taskId()));
    cancelled(applied).forEach(told::add);
    of(applied.entry().facts(), TaskFact.TaskCancelled.class)
        .map(TaskFact.TaskCancelled::taskId)
        .filter(task ->
            before.get(new RunKey.TaskKey(task)).filter(r -> r.phase().isInFlight()).isPresent())
        .forEach(task ->
            holds(
                told.contains(Optional.of(task)) || told.contains(childOf(before, task)),
                () -> "control: no worker was told of " + task));
  }

  private static RunId childOf(RunStore store, TaskId task) {
    int attempt = store.get(new RunKey.TaskKey(task)).map(TaskRecord::attempt).orElse(0);
    return RunIds.ofChild(task, attempt);
  }

  private static Stream<RunId> cancelled(Applied applied) {
    return applied.effects().stream()
        .filter(LawBook::isCancel)
        .map(effect -> ((Effect.TellRun) effect).event().runId());
  }

  private static boolean isCancel(Effect effect) {
    return effect instanceof Effect.TellRun told
        && told.event() instanceof RunEvent.SignalReceived signal
        && signal.signal().kind() == SignalKind.CANCEL;
  }

  /** What the run may do outside. */
  void watch(Workflow workflow) {
    compensation.watch(workflow);
  }

  /** What was spent that nobody had granted. */
  Amount ungranted() {
    return funds.ungranted();
  }

  /** A run that asked its tenant's ledger for something has told it of its end. */
  void checkLease() {
    leases.checkEnd();
  }

  /** A child run that was started has answered or was told to stop. */
  void checkChildren() {
    holds(children.isEmpty(), () -> "children: nobody told " + children + " to stop");
  }

  private void followChildren(Applied applied) {
    for (Fact fact : applied.entry().facts()) {
      if (fact instanceof TaskFact.ChildStarted started) {
        children.add(started.childRunId());
      }
    }
    if (!children.isEmpty()) {
      cancelled(applied).forEach(children::remove);
    }
    if (applied.entry().event() instanceof RunEvent.ChildAnswered child) {
      children.remove(child.childRunId());
    }
  }

  /** Who was asked for a plan has no success of its own. */
  private void rememberPlanners(Applied applied) {
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask(Task task)
          && task.skill().equals(Work.Planning.SKILL)) {
        planners.add(task.taskId() + "/" + task.attempt());
      }
    }
  }

  /** The first success of any dispatched attempt counts while the task is open. */
  private void checkSuccess(RunStore before, Applied applied) {
    if (!(applied.entry().event() instanceof RunEvent.ResultReceived received)
        || !(received.result().body() instanceof ResultBody.TaskSucceeded success)
        || !isWellFormed(success)
        || finished) {
      return;
    }
    Result result = received.result();
    boolean counts =
        !planners.contains(result.taskId() + "/" + result.attempt())
            && before
                .get(new RunKey.TaskKey(result.taskId()))
                .filter(task -> task.phase().isOpen())
                .filter(task -> result.attempt() >= 1 && result.attempt() <= task.attempt())
                .map(TaskRecord::place)
                .flatMap(place -> before.get(new RunKey.StepKey(place.step(), place.round())))
                .filter(step -> !step.status().isClosed())
                .isPresent();
    holds(
        !counts || of(applied.entry().facts(), TaskFact.TaskSucceeded.class).count() == 1,
        () -> "fencing: a success of a dispatched attempt was thrown away: " + result);
  }

  private static boolean isWellFormed(ResultBody.TaskSucceeded success) {
    try {
      CelJson.parseObject(success.fieldsJson());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean has(List<Fact> facts, Class<? extends Fact> type) {
    for (Fact fact : facts) {
      if (type.isInstance(fact)) {
        return true;
      }
    }
    return false;
  }

  static <F extends Fact> Stream<F> of(List<Fact> facts, Class<F> type) {
    return facts.stream().filter(type::isInstance).map(type::cast);
  }

  private void check(RunStore before, RunEvent event, Fact fact) {
    switch (fact) {
      case TaskFact.TaskDispatched d -> checkDispatch(d.taskId(), d.attempt());
      case TaskFact.ChildStarted c -> checkDispatch(c.taskId(), c.attempt());
      case TaskFact.TaskSucceeded s -> {
        bring(before, s.taskId(), s.output());
        int last = Optional.ofNullable(dispatched.get(s.taskId())).orElse(0);
        holds(s.attempt() >= 1 && s.attempt() <= last, "fencing: attempt was never dispatched");
        holds(succeeded.add(s.taskId()), "fencing: two successes of one task");
      }
      case TaskFact.WaitEnded w -> {
        bring(before, w.taskId(), w.output());
        holds(succeeded.add(w.taskId()), "fencing: two ends of one wait");
      }
      case TaskFact.TaskHandedOff h -> {
        Hop next = new Hop(h.fromRole(), h.handoff());
        List<Hop> former = hops.computeIfAbsent(h.taskId(), _ -> new ArrayList<>());
        holds(
            former.stream()
                .noneMatch(hop ->
                    hop.fromRole().equals(h.handoff().toRole())
                        && hop.handoff().state().equals(h.handoff().state())),
            () -> "handoff: back and forth at the same place: " + h);
        former.add(next);
        holds(
            former.size() <= RunLimits.DEFAULT.maxHops(),
            () -> "handoff: " + former.size() + " hops");
      }
      case TaskFact.TaskAttemptFailed f ->
          holds(
              f.attempt() == Optional.ofNullable(dispatched.get(f.taskId())).orElse(0),
              () -> "fencing: a failure of attempt " + f.attempt() + " counts");
      case StepFact.RoundStarted r ->
          holds(
              r.round() < 2 || r.steps().stream().anyMatch(step -> hasNews(step, r.round() - 1)),
              "loop: another round though the last one brought nothing new");
      case RunFact.RunFinished f -> finish(before, event, f.answer());
      default -> {}
    }
  }

  private void bring(RunStore before, TaskId id, ResultBody.TaskSucceeded output) {
    before
        .get(new RunKey.TaskKey(id))
        .map(TaskRecord::place)
        .ifPresent(place ->
            brought
                .computeIfAbsent(place.stepRound(), _ -> new HashMap<>())
                .put(place.index(), List.of(output.fieldsJson(), output.content())));
  }

  /** Whether a step brought in a round what it had not brought in the round before. */
  private boolean hasNews(String step, int round) {
    return !Objects.equals(
        brought.get(new StepRound(step, round - 1)), brought.get(new StepRound(step, round)));
  }

  /**
   * What is set aside is set aside for attempts that have not said their last word, with what is
   * spent it stays within the budget, and nothing that could go on stands still.
   */
  void checkBudget(MapRunStore store) {
    Optional<RunHeader> header = store.get(new RunKey.Header());
    if (finished || header.isEmpty()) {
      return;
    }
    if (header.get().status() == RunStatus.COMPENSATING) {
      // What was done must be undone, whatever it costs.
      return;
    }
    Spending spending = header.get().spending();
    funds.check(spending, header.get().budget());
    if (funds.ungranted().equals(Amount.NONE)) {
      leases.check(spending);
    }
    boolean waits = spending.lease().filter(RunLease::pending).isPresent();
    boolean paused = header.get().status() == RunStatus.PAUSED || waits;
    for (RunRecord record : store.view().values()) {
      holds(paused || !couldGoOn(record), () -> "stuck: " + record + " goes on with nothing");
    }
    int most = header.get().budget().maxTasks().orElse(Integer.MAX_VALUE);
    holds(spending.dispatches() <= most, () -> "budget: " + spending.dispatches() + " tasks");
  }

  /** Whether nothing of a step is under way though something is to be done. */
  private static boolean couldGoOn(RunRecord record) {
    return record instanceof StepRecord step
        && step.status() == StepStatus.ACTIVE
        && step.open() == 0
        && step.next() < step.total();
  }

  /** A task is given nothing that its step does not declare. */
  void checkSteps(Workflow workflow, Applied applied) {
    plans.check(workflow, applied);
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask dispatch
          && !CompensationLaws.isCompensation(dispatch.task())) {
        List<String> reads = workflow.step(dispatch.task().step()).reads();
        for (SliceEntry entry : dispatch.task().slice()) {
          holds(
              reads.contains(entry.key())
                  || entry.key().equals(Step.HANDOFF)
                  || entry.key().equals(Step.PLANNING),
              () -> "slice: '" + entry.key() + "' is not declared");
        }
      }
    }
  }

  private void checkDispatch(TaskId task, int number) {
    int attempt = dispatched.merge(task, 1, Integer::sum);
    holds(attempt == number, () -> "fencing: attempt " + number + " follows " + (attempt - 1));
    holds(!succeeded.contains(task), "fencing: dispatched after its success");
  }

  private void finish(RunStore before, RunEvent event, Answer answer) {
    holds(!finished, "terminal: two answers");
    finished = true;
    RunHeader header = before.get(new RunKey.Header()).orElse(null);
    if (header != null) {
      boolean inTime =
          !answer
                  .finishedAt()
                  .isAfter(
                      header
                          .deadline()
                          .plus(RunLimits.DEFAULT.grace())
                          .plus(delay)
                          .plus(CompensationLaws.time(header)))
              || !(event instanceof RunEvent.TimerFired);
      holds(inTime, "liveness: ended after its deadline");
    }
    long total = spent.values().stream().mapToLong(Long::longValue).sum();
    holds(
        answer.usage().inputTokens() == total,
        () -> "budget: " + answer.usage().inputTokens() + " tokens counted, " + total + " spent");
  }

  /** What every execution has cost, each once, whatever became of it. */
  private void count(RunStore before, RunEvent event) {
    if (event instanceof RunEvent.ChildAnswered child
        && !finished
        && before.get(new RunKey.TaskKey(child.taskId())).isPresent()) {
      spent.merge(child.childRunId().toString(), child.usage().inputTokens(), Math::max);
      funds.settle(child);
    }
    if (event instanceof RunEvent.ResultReceived received && !finished) {
      Result result = received.result();
      if (before.get(new RunKey.TaskKey(result.taskId())).isPresent()
          || CompensationLaws.isCurrent(before, result)) {
        spent.merge(result.executionId(), result.usage().inputTokens(), Math::max);
        result
            .earlier()
            .forEach(earlier ->
                spent.merge(earlier.executionId(), earlier.usage().inputTokens(), Math::max));
        funds.settle(result);
      }
    }
  }
}
