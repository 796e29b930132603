package dev.baton.core.run;

import dev.baton.core.cel.CelJson;
import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.Answer;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.message.Task;
import dev.baton.core.workflow.Work;
import dev.baton.core.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
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
 */
final class LawBook {
  /** A law is broken. */
  static final class BrokenLawException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenLawException(String message) {
      super(message);
    }
  }

  /** A request lies in its topic for a week, and what the router made of it for another. */
  private static final Duration LEAST_MEMORY = Duration.ofDays(14);

  private final Map<TaskId, Integer> dispatched = new HashMap<>();
  private final Set<TaskId> succeeded = new HashSet<>();
  private final Map<String, Long> spent = new HashMap<>();
  private final Map<TaskId, List<Hop>> hops = new HashMap<>();
  private final Map<StepRound, Map<Integer, Object>> brought = new HashMap<>();
  private final Set<RunId> children = new HashSet<>();
  private final Set<String> planners = new HashSet<>();
  private final Map<TaskId, Duration> given = new HashMap<>();
  private final Map<TaskId, Instant> mayEnd = new HashMap<>();
  private final LawOfFunds funds = new LawOfFunds();
  private final LawOfLeases lease = new LawOfLeases();
  private boolean finished;
  private Instant ended = Instant.EPOCH;

  /** A law book that remembers the same, to watch another future of the run. */
  LawBook copy() {
    LawBook copy = new LawBook();
    copy.dispatched.putAll(dispatched);
    copy.succeeded.addAll(succeeded);
    copy.spent.putAll(spent);
    hops.forEach((task, known) -> copy.hops.put(task, new ArrayList<>(known)));
    brought.forEach((step, known) -> copy.brought.put(step, new HashMap<>(known)));
    copy.children.addAll(children);
    copy.planners.addAll(planners);
    copy.given.putAll(given);
    copy.mayEnd.putAll(mayEnd);
    copy.funds.takeOver(funds);
    copy.lease.takeOver(lease);
    copy.finished = finished;
    copy.ended = ended;
    return copy;
  }

  /** All that it remembers. Not to be changed. */
  List<Object> memory() {
    return List.of(
        dispatched,
        succeeded,
        spent,
        hops,
        brought,
        children,
        planners,
        given,
        mayEnd,
        funds.memory(),
        lease.memory(),
        finished);
  }

  void holds(boolean condition, String law) {
    holds(condition, () -> law);
  }

  private static void holds(boolean condition, Supplier<String> law) {
    if (!condition) {
      throw new BrokenLawException(law.get());
    }
  }

  /** One event of the run, the first time that it is applied. */
  void check(RunStore before, Applied applied) {
    holds(
        applied.effects().size() <= Decision.MAX_EFFECTS,
        "bound: more than " + Decision.MAX_EFFECTS + " effects");
    count(before, applied.entry().event());
    funds.grant(applied.effects());
    lease.follow(applied, this);
    checkTerminal(applied);
    checkPeople(before, applied);
    followChildren(applied);
    checkEffectsFollowFacts(applied);
    checkCancelled(before, applied);
    checkSuccess(before, applied);
    rememberPlanners(applied);
    checkTimes(applied);
    applied.entry().facts().forEach(fact -> check(before, applied.entry().event(), fact));
  }

  /** Law 2: applied again, an event changes nothing and emits nothing but a superseded fact. */
  void checkDuplicate(WatchedStore store, Applied again) {
    holds(store.isUnchanged(), () -> "duplicates: " + again.entry() + " changed the state");
    holds(again.effects().isEmpty(), () -> "duplicates: " + again.entry() + " has effects");
    holds(
        again.entry().facts().stream().allMatch(LawBook::isSuperseded),
        () -> "duplicates: " + again.entry() + " decided something");
  }

  /** A fact that says that nothing follows. */
  static boolean isSuperseded(Fact fact) {
    return fact instanceof TaskFact.ResultSuperseded
        || fact instanceof RunFact.EventSuperseded
        || fact instanceof RunFact.SignalIgnored;
  }

  /** Law 5: a finished run has no command but to remove what is left of it. */
  private void checkTerminal(Applied applied) {
    if (finished) {
      holds(
          applied.effects().stream()
              .allMatch(effect ->
                  (effect instanceof Effect.ContinueLater later && later.work().equals("purge"))
                      || isCancel(effect)),
          () -> "terminal: " + applied + " comes after the answer");
    }
  }

  /** Who works on what nobody waits for is told so. */
  private void checkCancelled(RunStore before, Applied applied) {
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
                "control: no worker was told of " + task));
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

  /** A run that asked its tenant's ledger for something has told it of its end. */
  void checkLease() {
    lease.checkEnd(this);
  }

  /** A child run that was started has answered or was told to stop. */
  void checkChildren() {
    holds(children.isEmpty(), "children: nobody told " + children + " to stop");
  }

  private void followChildren(Applied applied) {
    of(applied.entry().facts(), TaskFact.ChildStarted.class)
        .forEach(fact -> children.add(fact.childRunId()));
    cancelled(applied).forEach(children::remove);
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

  /** Law 4: the first success of any dispatched attempt counts while the task is open. */
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

  /** An attempt has its whole time of work, and before that the time that it may wait for it. */
  private void checkTimes(Applied applied) {
    RunEvent event = applied.entry().event();
    List<Fact> facts = applied.entry().facts();
    if (event instanceof RunEvent.TimerFired) {
      of(facts, TaskFact.TaskAttemptFailed.class)
          .forEach(fact ->
              holds(
                  !event.at().isBefore(mayEnd.getOrDefault(fact.taskId(), Instant.MIN)),
                  () -> "time: " + fact + " before its time of work was over"));
    }
    of(facts, TaskFact.TaskStarted.class)
        .forEach(fact -> mayEnd.put(fact.taskId(), event.at().plus(work(event, fact.taskId()))));
    of(facts, TaskFact.ChildStarted.class)
        .forEach(fact -> {
          // A child run has the parent's time, not that of the planner before it.
          given.remove(fact.taskId());
          mayEnd.remove(fact.taskId());
        });
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask dispatch) {
        Task task = dispatch.task();
        given.put(task.taskId(), task.timeout());
        mayEnd.put(task.taskId(), task.startBy().plus(task.timeout()));
      }
    }
  }

  /** What a worker asks for when it begins, and no more than it was given. */
  private Duration work(RunEvent event, TaskId id) {
    Duration most = given.getOrDefault(id, Duration.ZERO);
    return event instanceof RunEvent.ResultReceived received
            && received.result().body() instanceof ResultBody.TaskStarted started
            && started.timeout().isPositive()
            && started.timeout().compareTo(most) < 0
        ? started.timeout()
        : most;
  }

  /** A word counts only from whom it may come, and never makes work run again. */
  private void checkPeople(RunStore before, Applied applied) {
    if (!(applied.entry().event() instanceof RunEvent.SignalReceived received)) {
      return;
    }
    Signal signal = received.signal();
    boolean stranger =
        !received.tenant().equals(Scenario.TENANT)
            || (signal.kind() == SignalKind.APPROVE
                && !signal.by().equals(Optional.of(SimulatedPeople.APPROVER)));
    List<Fact> facts = applied.entry().facts();
    holds(
        !stranger || of(facts, RunFact.SignalApplied.class).findAny().isEmpty(),
        "people: followed the word of a stranger: " + signal);
    boolean word = signal.kind() != SignalKind.RESUME;
    of(facts, TaskFact.TaskDispatched.class)
        .filter(_ -> word)
        .flatMap(fact -> before.get(new RunKey.TaskKey(fact.taskId())).stream())
        .forEach(task ->
            holds(task.phase() == TaskPhase.ASKED, "people: a word made work run again: " + task));
  }

  /** Law 7. */
  private void checkEffectsFollowFacts(Applied applied) {
    List<String> tasks = new ArrayList<>();
    List<Answer> answers = new ArrayList<>();
    List<RunId> started = new ArrayList<>();
    for (Effect effect : applied.effects()) {
      switch (effect) {
        case Effect.DispatchTask dispatch -> tasks.add(name(dispatch.task()));
        case Effect.TellRun told -> {
          if (told.event() instanceof RunEvent.Routed routed) {
            started.add(routed.runId());
          }
        }
        case Effect.PublishAnswer published -> answers.add(published.answer());
        case Effect.SendControl _,
            Effect.ContinueLater _,
            Effect.TellLedger _,
            Effect.RejectRequest _,
            Effect.ReportProgress _ -> {}
      }
    }
    List<Fact> facts = applied.entry().facts();
    holds(
        tasks.equals(facts.stream().flatMap(LawBook::dispatched).toList()),
        "effects: a task was dispatched without its fact, or the other way round");
    holds(
        started.equals(
            of(facts, TaskFact.ChildStarted.class).map(TaskFact.ChildStarted::childRunId).toList()),
        "effects: a child run was started without its fact, or the other way round");
    holds(
        answers.equals(
            of(facts, RunFact.RunFinished.class).map(RunFact.RunFinished::answer).toList()),
        "effects: an answer was published without its fact, or the other way round");
  }

  private static Stream<String> dispatched(Fact fact) {
    return switch (fact) {
      case TaskFact.TaskDispatched d -> Stream.of(d.taskId() + "#" + d.attempt() + "@" + d.role());
      case CompensationFact.CompensationDispatched d ->
          Stream.of(d.taskId() + "#" + d.attempt() + "@" + d.role());
      default -> Stream.empty();
    };
  }

  private static String name(Task task) {
    return task.taskId() + "#" + task.attempt() + "@" + task.role();
  }

  private static <F extends Fact> Stream<F> of(List<Fact> facts, Class<F> type) {
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
            "handoff: back and forth at the same place: " + h);
        former.add(next);
        holds(former.size() <= RunLimits.DEFAULT.maxHops(), "handoff: " + former.size() + " hops");
      }
      case TaskFact.TaskAttemptFailed f ->
          holds(
              f.attempt() == Optional.ofNullable(dispatched.get(f.taskId())).orElse(0),
              "fencing: a failure of attempt " + f.attempt() + " counts");
      case StepFact.RoundStarted r ->
          holds(
              r.round() < 2 || r.steps().stream().anyMatch(step -> hasNews(step, r.round() - 1)),
              "loop: another round though the last one brought nothing new");
      case RunFact.RunFinished f -> finish(before, event, f.answer());
      case RunFact.GravestoneRemoved _ -> checkGravestone(event);
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

  /** Law 5: of a purged run nothing is left, and no result or signal raises it. */
  void checkForgotten(MapRunStore store) {
    holds(store.records().isEmpty(), "gravestone: of a purged run there is " + store);
  }

  private void checkGravestone(RunEvent event) {
    holds(
        ended.plus(LEAST_MEMORY).isBefore(event.at()),
        "gravestone: removed while a request may come again: " + event);
  }

  /**
   * What is set aside is set aside for attempts that have not said their last word, and with what
   * is spent it stays within the bounds.
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
    Budget budget = header.get().budget();
    funds.check(spending, budget, this);
    lease.check(spending, this);
    boolean held = header.get().status() == RunStatus.PAUSED || spending.waits();
    store.view().values().stream()
        .filter(_ -> !held)
        .filter(LawBook::couldGoOn)
        .forEach(step -> holds(false, "stuck: " + step + " goes on with nothing"));
    int most = budget.maxTasks().orElse(Integer.MAX_VALUE);
    holds(spending.dispatches() <= most, "budget: " + spending.dispatches() + " tasks");
  }

  /** Whether nothing of a step is under way though something is to be done. */
  private static boolean couldGoOn(RunRecord record) {
    return record instanceof StepRecord step
        && step.status() == StepStatus.ACTIVE
        && step.open() == 0
        && step.next() < step.total();
  }

  /** A task is given nothing that its step does not declare. */
  void checkSlices(Workflow workflow, Applied applied) {
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask dispatch
          && !CompensationLaws.isCompensation(dispatch.task())) {
        List<String> reads = workflow.step(dispatch.task().step()).reads();
        for (SliceEntry entry : dispatch.task().slice()) {
          holds(
              reads.contains(entry.key())
                  || entry.key().equals(Handoffs.KEY)
                  || entry.key().equals(Planning.KEY),
              "slice: '" + entry.key() + "' is not declared");
        }
      }
    }
  }

  private void checkDispatch(TaskId task, int number) {
    int attempt = dispatched.merge(task, 1, Integer::sum);
    holds(attempt == number, "fencing: attempt " + number + " follows " + (attempt - 1));
    holds(!succeeded.contains(task), "fencing: dispatched after its success");
  }

  private void finish(RunStore before, RunEvent event, Answer answer) {
    holds(!finished, "terminal: two answers");
    finished = true;
    ended = answer.finishedAt();
    RunHeader header = before.get(new RunKey.Header()).orElse(null);
    if (header != null) {
      boolean inTime =
          !answer
                  .finishedAt()
                  .isAfter(
                      header
                          .deadline()
                          .plus(RunLimits.DEFAULT.grace())
                          .plus(CompensationLaws.time(header)))
              || !(event instanceof RunEvent.TimerFired);
      holds(inTime, "liveness: ended after its deadline");
    }
    long total = spent.values().stream().mapToLong(Long::longValue).sum();
    holds(
        answer.usage().inputTokens() == total,
        "budget: " + answer.usage().inputTokens() + " tokens counted, " + total + " spent");
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
