package dev.baton.laws;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.ledger.Amount;
import dev.baton.core.message.Answer;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Result;
import dev.baton.core.message.SliceEntry;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Decision;
import dev.baton.core.run.Effect;
import dev.baton.core.run.Fact;
import dev.baton.core.run.MapRunStore;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunFact;
import dev.baton.core.run.RunHeader;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunStatus;
import dev.baton.core.run.RunStore;
import dev.baton.core.run.Spending;
import dev.baton.core.run.TaskFact;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches one run and throws a {@link BrokenInvariantException} where a law is broken. Knows the
 * laws, not how the machine keeps them. Not thread-safe.
 */
public final class LawBook {
  /** A request lies in its topic for a week, and what the router made of it for another. */
  private static final Duration LEAST_MEMORY = Duration.ofDays(14);

  private final Circumstances circumstances;
  private final FencingLaws fencing;
  private final LoopLaws loops;
  private final TurnLaws turns;
  private final ControlLaws control;
  private final TimeLaws times;
  private final FundsLaws funds;
  private final LeaseLaws leases;
  private final PlanLaws plans;
  private final CompensationLaws compensation;
  private final Map<String, Long> spent = new HashMap<>();
  private Optional<RunFact.RunStarted> start = Optional.empty();
  private Optional<Workflow> workflow = Optional.empty();
  private boolean finished;
  private Instant ended = Instant.EPOCH;

  /** Nothing has happened yet. */
  public LawBook(Circumstances circumstances) {
    this.circumstances = circumstances;
    fencing = new FencingLaws();
    loops = new LoopLaws(circumstances.limits().maxHops());
    turns = new TurnLaws(circumstances.limits().maxTurns());
    control = new ControlLaws();
    times = new TimeLaws();
    funds = new FundsLaws(circumstances);
    leases = new LeaseLaws();
    plans = new PlanLaws(circumstances);
    compensation = new CompensationLaws(circumstances.limits());
  }

  private LawBook(LawBook other) {
    circumstances = other.circumstances;
    fencing = new FencingLaws(other.fencing);
    loops = new LoopLaws(other.loops);
    turns = new TurnLaws(other.turns);
    control = new ControlLaws(other.control);
    times = new TimeLaws(other.times);
    funds = new FundsLaws(other.funds);
    leases = new LeaseLaws(other.leases);
    plans = new PlanLaws(other.plans);
    compensation = new CompensationLaws(other.compensation);
    spent.putAll(other.spent);
    start = other.start;
    workflow = other.workflow;
    finished = other.finished;
    ended = other.ended;
  }

  /** A law book that remembers the same, to watch another future of the run. */
  public LawBook copy() {
    return new LawBook(this);
  }

  /**
   * All that it remembers, so that law books of one run which remember the same judge its future
   * alike. Not to be changed.
   */
  public List<Object> memory() {
    return List.of(
        fencing.memory(),
        loops.memory(),
        turns.memory(),
        control.memory(),
        times.memory(),
        funds.memory(),
        leases.memory(),
        plans.memory(),
        compensation.memory(),
        spent,
        finished);
  }

  /**
   * One event of the run, the first time that it is applied.
   *
   * @param before the state before it
   */
  public void check(RunStore before, Applied applied) {
    RunEvent event = applied.entry().event();
    List<Fact> facts = applied.entry().facts();
    unless(
        applied.effects().size() <= Decision.MAX_EFFECTS,
        () -> "bound: more than " + Decision.MAX_EFFECTS + " effects");
    facts.forEach(this::begin);
    count(before, event);
    funds.grant(applied.effects());
    leases.follow(applied);
    checkTerminal(applied);
    PeopleLaws.check(circumstances, before, applied);
    control.followChildren(applied);
    EffectLaws.check(isChild(), applied);
    ControlLaws.checkCancelled(before, applied);
    if (!finished) {
      fencing.checkSuccess(before, applied);
    }
    fencing.rememberPlanners(applied);
    times.follow(applied);
    for (Fact fact : facts) {
      loops.check(before, fact);
      fencing.check(fact);
      switch (fact) {
        case RunFact.RunFinished f -> finish(before, event, f.answer());
        case RunFact.GravestoneRemoved _ -> checkGravestone(event);
        default -> {}
      }
    }
    compensation.check(applied);
    workflow.ifPresent(definition -> {
      plans.check(definition, applied);
      checkSlices(definition, applied);
    });
    turns.check(applied);
  }

  private void begin(Fact fact) {
    if (fact instanceof RunFact.RunStarted started) {
      start = Optional.of(started);
      workflow = started.workflow().map(given -> circumstances.parser().apply(given.body()));
      workflow.ifPresent(compensation::watch);
    }
  }

  private boolean isChild() {
    return start.flatMap(RunFact.RunStarted::parent).isPresent();
  }

  /**
   * Applied again, an event changes nothing and emits nothing but a fact which says so.
   *
   * @param unchanged whether the state is as before
   */
  public static void checkDuplicate(boolean unchanged, Applied again) {
    unless(unchanged, () -> "duplicates: " + again.entry() + " changed the state");
    unless(again.effects().isEmpty(), () -> "duplicates: " + again.entry() + " has effects");
    unless(
        again.entry().facts().stream().allMatch(LawBook::isSuperseded),
        () -> "duplicates: " + again.entry() + " decided something");
  }

  /** A fact that says that nothing follows. */
  private static boolean isSuperseded(Fact fact) {
    return fact instanceof TaskFact.ResultSuperseded
        || fact instanceof RunFact.EventSuperseded
        || fact instanceof RunFact.SignalIgnored;
  }

  /**
   * A finished run has no command but to remove what is left of it. Another request under its key
   * is refused for ever.
   */
  private void checkTerminal(Applied applied) {
    if (finished) {
      for (Effect effect : applied.effects()) {
        unless(
            (effect instanceof Effect.ContinueLater later && later.work().equals("purge"))
                || (effect instanceof Effect.RejectRequest
                    && isAnotherRequest(applied.entry().event()))
                || ControlLaws.isCancel(effect),
            () -> "terminal: " + applied + " comes after the answer");
      }
    }
  }

  private boolean isAnotherRequest(RunEvent event) {
    return event instanceof RunEvent.Routed routed
        && start.filter(known -> known.requestDigest().equals(routed.requestDigest())).isEmpty();
  }

  /** What was spent that nobody had granted. */
  public Amount ungranted() {
    return funds.ungranted();
  }

  /**
   * At the end of a run: its child runs have answered or were told to stop, and the tenant's ledger
   * was told of the end if the run asked it for something.
   */
  public void checkEnd() {
    control.checkEnd();
    leases.checkEnd();
  }

  /** Of a purged run nothing is left, and no result or signal raises it. */
  public void checkForgotten(MapRunStore store) {
    unless(store.view().isEmpty(), () -> "gravestone: of a purged run there is " + store);
  }

  private void checkGravestone(RunEvent event) {
    unless(
        ended.plus(LEAST_MEMORY).isBefore(event.at()),
        () -> "gravestone: removed while a request may come again: " + event);
  }

  /**
   * What an event has left. What is set aside is set aside for attempts that have not said their
   * last word, with what is spent it stays within all bounds, and nothing that could go on stands
   * still.
   *
   * @param after the state after the event that was checked last
   */
  public void checkState(MapRunStore after) {
    Optional<RunHeader> header = after.get(new RunKey.Header());
    if (finished || header.isEmpty() || header.get().status() == RunStatus.COMPENSATING) {
      // What was done must be undone, whatever it costs.
      return;
    }
    Spending spending = header.get().spending();
    Budget budget = header.get().budget();
    funds.check(spending, budget);
    if (funds.allowed().equals(Amount.NONE)) {
      leases.check(spending);
    }
    int most = budget.maxTasks().orElse(Integer.MAX_VALUE);
    unless(spending.dispatches() <= most, () -> "budget: " + spending.dispatches() + " tasks");
    StepLaws.check(after, header.get(), workflow, funds.allowed());
  }

  /** A task is given nothing that its step does not declare. */
  private static void checkSlices(Workflow workflow, Applied applied) {
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask dispatch
          && !CompensationLaws.isCompensation(dispatch.task())) {
        List<String> reads = workflow.step(dispatch.task().step()).reads();
        for (SliceEntry entry : dispatch.task().slice()) {
          unless(
              reads.contains(entry.key())
                  || entry.key().equals(Step.HANDOFF)
                  || entry.key().equals(Step.PLANNING),
              () -> "slice: '" + entry.key() + "' is not declared");
        }
      }
    }
  }

  private void finish(RunStore before, RunEvent event, Answer answer) {
    unless(!finished, "terminal: two answers");
    finished = true;
    ended = answer.finishedAt();
    before
        .get(new RunKey.Header())
        .filter(_ -> event instanceof RunEvent.TimerFired)
        .ifPresent(header ->
            unless(
                !ended.isAfter(
                    due(header).plus(circumstances.limits().grace()).plus(circumstances.delay())),
                "liveness: ended after its deadline"));
    long total = spent.values().stream().mapToLong(Long::longValue).sum();
    unless(
        answer.usage().inputTokens() == total,
        () -> "budget: " + answer.usage().inputTokens() + " tokens counted, " + total + " spent");
  }

  /** By when a run has ended, but for a moment of grace: its deadline, or when all is undone. */
  public Instant due(RunHeader header) {
    return header.deadline().plus(compensation.time(header));
  }

  /** What every execution has cost, each once, whatever became of it. */
  private void count(RunStore before, RunEvent event) {
    if (finished) {
      return;
    }
    if (event instanceof RunEvent.ChildAnswered child
        && before.get(new RunKey.TaskKey(child.taskId())).isPresent()) {
      spend(child.childRunId().toString(), child.usage().inputTokens());
      funds.settle(child);
    }
    if (event instanceof RunEvent.ResultReceived received) {
      Result result = received.result();
      if (before.get(new RunKey.TaskKey(result.taskId())).isPresent()
          || CompensationLaws.isCurrent(before, result)) {
        spend(result.executionId(), result.usage().inputTokens());
        result
            .earlier()
            .forEach(earlier -> spend(earlier.executionId(), earlier.usage().inputTokens()));
        funds.settle(result);
      }
    }
  }

  private void spend(String execution, long inputTokens) {
    spent.merge(execution, inputTokens, Math::max);
  }
}
