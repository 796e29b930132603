package dev.baton.simulation.law;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.ledger.Amount;
import dev.baton.core.message.ParentLink;
import dev.baton.core.run.Applied;
import dev.baton.core.run.CompensationFact;
import dev.baton.core.run.Execution;
import dev.baton.core.run.Fact;
import dev.baton.core.run.MapRunStore;
import dev.baton.core.run.Replay;
import dev.baton.core.run.RunFact;
import dev.baton.core.run.RunHeader;
import dev.baton.core.run.RunKey;
import dev.baton.core.run.RunLimits;
import dev.baton.core.run.RunLogEntry;
import dev.baton.core.run.RunRecord;
import dev.baton.core.run.RunRecord.TimerRecord;
import dev.baton.core.run.RunStatus;
import dev.baton.core.run.TaskFact;
import dev.baton.core.run.TaskRecord;
import dev.baton.laws.Circumstances;
import dev.baton.laws.LawBook;
import dev.baton.laws.RandomWorkflow;
import dev.baton.simulation.cluster.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Watches what was committed of one run. */
final class RunWatch {
  /** Longer than anything that may delay a timer; the run's own deadline is checked apart. */
  private static final Duration ANY_DELAY = Duration.ofHours(1);

  private final RunId run;
  private final Plans plans;
  private final WorkWatch work;
  private final LawBook laws;
  private final MapRunStore state = new MapRunStore();
  private final List<RunLogEntry> log = new ArrayList<>();
  private final Map<TaskId, Attempt> inFlight = new HashMap<>();
  private final Set<String> dispatched = new HashSet<>();
  private Optional<RunHeader> header = Optional.empty();
  private Amount spent = Amount.NONE;
  private boolean compensates;
  private boolean paused;
  private Optional<RunId> parent = Optional.empty();
  private Optional<Instant> ended = Optional.empty();

  private record Attempt(int number, Instant due) {}

  RunWatch(RunId run, String tenant, Plans plans, WorkWatch work) {
    this.run = run;
    this.plans = plans;
    this.work = work;
    this.laws = new LawBook(circumstances(tenant, plans));
  }

  private static Circumstances circumstances(String tenant, Plans plans) {
    return Circumstances.calm(tenant, RandomWorkflow.APPROVER, RunLimits.DEFAULT, plans::workflow)
        .troubled(ANY_DELAY, execution -> execution.contains(WorkWatch.LIE));
  }

  void applied(Applied applied, List<Write> writes) {
    applied.entry().facts().forEach(this::begin);
    laws.check(state, applied);
    writes.forEach(write -> write.apply(state));
    header = state.get(new RunKey.Header());
    countSpending();
    applied.entry().facts().forEach(this::follow);
    laws.checkState(state);
    if (applied.entry().seq() > 0) {
      log.add(applied.entry());
      unless(
          applied.entry().seq() == log.size(),
          () -> "log: entry %d follows entry %d".formatted(applied.entry().seq(), log.size() - 1));
    }
  }

  private void begin(Fact fact) {
    if (fact instanceof RunFact.RunStarted started) {
      parent = started.parent().map(ParentLink::runId);
    }
  }

  private void follow(Fact fact) {
    switch (fact) {
      case TaskFact.TaskDispatched sent -> {
        dispatched.add(sent.taskId() + "#" + sent.attempt());
        inFlight.put(sent.taskId(), new Attempt(sent.attempt(), sent.timerDue()));
      }
      case CompensationFact.CompensationDispatched sent ->
          dispatched.add(sent.taskId() + "#" + sent.attempt());
      case RunFact.RunFinished finished -> ended = Optional.of(finished.answer().finishedAt());
      case TaskFact.TaskStarted begun ->
          inFlight.put(begun.taskId(), new Attempt(begun.attempt(), begun.timerDue()));
      case TaskFact.ChildStarted begun -> work.began(begun.childRunId().toString());
      case TaskFact.TaskAttemptFailed failed -> checkSomebodySaid(failed);
      case RunFact.SignalApplied _ -> paused = true;
      default -> {}
    }
  }

  private void checkSomebodySaid(TaskFact.TaskAttemptFailed failed) {
    String execution = failed.execution().map(Execution::executionId).orElse("");
    unless(
        execution.isEmpty() || execution.startsWith("orchestrator") || work.knows(execution),
        () -> "released: a failure of %s counts that no execution said".formatted(failed.taskId()));
  }

  /** Whether an attempt of a task has its fact. */
  boolean dispatched(String task, int attempt) {
    return dispatched.contains(task + "#" + attempt);
  }

  /**
   * No attempt is in flight for ever, and no run goes on for ever.
   *
   * @param by what was due at this time must have happened: now, but for how long timers may have
   *     been held up
   */
  void checkTime(Instant by) {
    if (header.isEmpty() || isFinished()) {
      return;
    }
    Instant deadline = laws.due(header.get());
    unless(
        !by.isAfter(deadline),
        () ->
            "liveness: run %s is open though all until %s is done (deadline: %s)"
                .formatted(run, by, deadline));
    Iterator<Map.Entry<TaskId, Attempt>> attempts = inFlight.entrySet().iterator();
    while (attempts.hasNext() && !paused) {
      Map.Entry<TaskId, Attempt> entry = attempts.next();
      if (!isInFlight(entry.getKey(), entry.getValue())) {
        attempts.remove();
      } else {
        unless(
            !by.isAfter(entry.getValue().due()),
            () ->
                "lost task: attempt %d of %s is in flight though all until %s is done (due: %s)"
                    .formatted(
                        entry.getValue().number(), entry.getKey(), by, entry.getValue().due()));
      }
    }
  }

  /** No timer is overdue. */
  void checkTimers(Instant by) {
    if (isFinished()) {
      return;
    }
    for (RunRecord record : state.view().values()) {
      if (record instanceof TimerRecord timer) {
        unless(
            !by.isAfter(timer.due()),
            () ->
                "timers: %s of run %s was due at %s and is set though all until %s is done"
                    .formatted(timer.name(), run, timer.due(), by));
      }
    }
  }

  private boolean isInFlight(TaskId id, Attempt attempt) {
    Optional<TaskRecord> task = state.get(new RunKey.TaskKey(id));
    return task.isPresent()
        && task.get().attempt() == attempt.number()
        && task.get().phase().isInFlight();
  }

  /** Whose child it is. */
  Optional<RunId> parent() {
    return parent;
  }

  /** When it has ended. */
  Optional<Instant> ended() {
    return ended;
  }

  /** What it has spent, but for taking effects back, which nothing bounds. */
  Amount spent() {
    return spent;
  }

  private void countSpending() {
    compensates |= header.filter(now -> now.status() == RunStatus.COMPENSATING).isPresent();
    if (!compensates) {
      spent =
          header
              .map(known -> known.spending().usage())
              .map(usage -> new Amount(usage.tokens(), usage.costMicros()))
              .orElse(spent);
    }
  }

  /** What was spent in it that nobody had granted. */
  Amount ungranted() {
    return laws.ungranted();
  }

  boolean isFinished() {
    return header.isPresent() && header.get().status() == RunStatus.FINISHED;
  }

  boolean isKnown() {
    return header.isPresent();
  }

  /** How many answers the run must have given to whoever sent its request. */
  int answersDue() {
    return isKnown() && parent.isEmpty() ? 1 : 0;
  }

  /** At the end of the world. */
  void checkChildren() {
    laws.checkEnd();
  }

  /** The run log gives the same state, and the machine would decide the same again. */
  void checkReplay() {
    Replay replay = Replay.fold(log, plans.machine());
    unless(
        replay.firstDivergence().isEmpty(),
        () -> "replay: %s".formatted(replay.firstDivergence().map(Object::toString).orElse("")));
    unless(replay.store().equals(state), "replay: the run log gives another state");
  }
}
