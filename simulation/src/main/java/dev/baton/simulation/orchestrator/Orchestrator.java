package dev.baton.simulation.orchestrator;

import dev.baton.core.run.Applied;
import dev.baton.core.run.RoleGuard;
import dev.baton.core.run.RunEvent;
import dev.baton.core.wire.WireEvents;
import dev.baton.core.wire.WireLedger;
import dev.baton.core.wire.WireMessages;
import dev.baton.laws.BrokenInvariantException;
import dev.baton.schemas.BudgetEvent;
import dev.baton.simulation.broker.Topic;
import dev.baton.simulation.broker.Transaction;
import dev.baton.simulation.chance.Fault;
import dev.baton.simulation.cluster.Cluster;
import dev.baton.simulation.cluster.Garbage;
import dev.baton.simulation.cluster.InboxGroup;
import dev.baton.simulation.cluster.InboxGroup.Positions;
import dev.baton.simulation.cluster.Said;
import dev.baton.simulation.orchestrator.OpenWork.Step;
import dev.baton.simulation.orchestrator.RunStates.DueTimer;
import dev.baton.simulation.orchestrator.RunStates.Writes;
import dev.baton.simulation.scene.Scene;
import dev.baton.simulation.scene.Tally.Count;
import dev.baton.simulation.time.Agenda;
import dev.baton.simulation.time.Killed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One instance of the orchestrator: reads its inboxes in the order of their offsets, fires timers,
 * applies events with the real machine, and commits state, log and messages together. It may die or
 * stall at any step, and it may not know that another one has taken its place.
 */
final class Orchestrator {
  private static final long TRANSACTION_TIMEOUT = 8_000;
  private static final long RETRY = 100;
  private static final long STEP = 1;

  private final int number;
  private final Scene scene;
  private final Cluster cluster;
  private final Predicate<String> knowsRole;
  private final Runnable onDeath;
  private Optional<RunStates> states = Optional.empty();
  private Optional<OpenWork> work = Optional.empty();
  private TenantLedger ledger = new TenantLedger(List.of());
  private Positions positions = Positions.START;
  private int generation;
  private int life;
  private long silentUntil;
  private boolean stalled;
  private boolean scheduled;
  private long alarm = Long.MAX_VALUE;

  Orchestrator(int number, Scene scene, Predicate<String> knowsRole, Runnable onDeath) {
    this.number = number;
    this.scene = scene;
    this.cluster = scene.cluster();
    this.knowsRole = knowsRole;
    this.onDeath = onDeath;
    cluster.runs.listen(this::wake);
    cluster.results.listen(this::wake);
    cluster.budget.listen(this::wake);
  }

  /** It owns the partition from now on, and reads the state once no transaction is open. */
  void takeOver() {
    int mine = ++life;
    work.map(OpenWork::transaction).filter(Transaction::isOpen).ifPresent(Transaction::abort);
    work = Optional.empty();
    states = Optional.empty();
    generation = cluster.inboxes.generation();
    restoreWhenStable(mine);
  }

  private void restoreWhenStable(int mine) {
    if (mine != life) {
      return;
    }
    if (!cluster.isUp() || !isStable(cluster.changelog) || !isStable(cluster.ledgers)) {
      scene.agenda().in(RETRY, () -> restoreWhenStable(mine));
      return;
    }
    states =
        Optional.of(
            RunStates.restore(cluster.changelog.committed(), scene.habits().restoresTimers()));
    ledger =
        new TenantLedger(scene.habits().restoresLedger() ? cluster.ledgers.committed() : List.of());
    positions = cluster.inboxes.committed();
    stalled = false;
    say("owns the partition in generation " + generation);
    wake();
  }

  private static boolean isStable(Topic<?> topic) {
    return topic.stableEnd() == topic.end();
  }

  /** It no longer owns the partition and knows it. */
  private void leave() {
    life++;
    states = Optional.empty();
    work = Optional.empty();
  }

  private void wake() {
    if (states.isPresent() && !scheduled && !stalled) {
      scheduled = true;
      int mine = life;
      scene.agenda().in(STEP, () -> turn(mine));
    }
  }

  private void turn(int mine) {
    scheduled = false;
    if (mine != life || states.isEmpty() || stalled) {
      wake();
      return;
    }
    if (!cluster.isUp()) {
      scene.agenda().in(RETRY, this::wake);
      return;
    }
    try {
      step(states.get());
    } catch (Killed _) {
      die();
    }
  }

  private void step(RunStates runs) {
    if (work.isEmpty() && scene.chance().strikes(Fault.ORCHESTRATOR_STALLS, number)) {
      stall(() -> {});
      return;
    }
    boolean worked = fireTimer(runs) || readNext(runs);
    if (work.isPresent() && (!worked || !scene.chance().strikes(Fault.COMMITS_LATE, number))) {
      commit(work.get());
    }
    if (worked) {
      wake();
    } else {
      runs.firstTimer().ifPresent(timer -> setAlarm(Agenda.millisOf(timer.due())));
    }
  }

  private void setAlarm(long due) {
    if (due < alarm || alarm <= scene.agenda().now()) {
      alarm = due;
      scene.agenda().at(due, this::wake);
    }
  }

  private boolean fireTimer(RunStates runs) {
    Optional<DueTimer> due =
        runs.firstTimer().filter(timer -> !timer.due().isAfter(scene.agenda().instant()));
    due.ifPresent(timer -> {
      if (scene.habits().keepsTaskTimers() || !timer.name().startsWith("task/")) {
        apply(
            runs,
            new RunEvent.TimerFired(
                timer.runId(), timer.name(), timer.due(), scene.agenda().instant()));
      }
      runs.drop(timer);
    });
    return due.isPresent();
  }

  private boolean readNext(RunStates runs) {
    Positions at = work.map(OpenWork::positions).orElse(positions);
    if (at.budget() < cluster.budget.stableEnd() && ledgerSpeaks()) {
      open().readTo(at.nextBudget());
      read(runs, cluster.budget, at.budget());
      return true;
    }
    boolean hasRun = at.runs() < cluster.runs.stableEnd();
    boolean hasResult = at.results() < cluster.results.stableEnd();
    if (!hasRun && !hasResult) {
      return false;
    }
    boolean result = !hasRun || (hasResult && scene.chance().strikes(Fault.RESULTS_FIRST, number));
    OpenWork open = open();
    if (result) {
      open.readTo(at.nextResult());
      read(runs, cluster.results, at.results());
    } else {
      open.readTo(at.nextRun());
      read(runs, cluster.runs, at.runs());
    }
    return true;
  }

  private boolean ledgerSpeaks() {
    long now = scene.agenda().now();
    if (now < silentUntil) {
      return false;
    }
    if (scene.chance().strikes(Fault.LEDGER_IS_SLOW, number)) {
      silentUntil = now + 1_000 + scene.chance().size(60_000);
      say("does not hear the ledger until " + silentUntil);
      scene.agenda().at(silentUntil, this::wake);
      return false;
    }
    return true;
  }

  private void read(RunStates runs, Topic<Object> topic, long offset) {
    if (!topic.isCommitted(offset)) {
      return;
    }
    Object value = topic.value(offset).orElseThrow();
    String place = topic.name() + "@" + offset;
    try {
      switch (value) {
        case Garbage _ -> bury(place);
        case Said said -> readResult(runs, said, place);
        case BudgetEvent event ->
            open().add(ledger.apply(WireLedger.fromAvro(event, scene.agenda().instant())));
        case dev.baton.schemas.RunEvent event ->
            apply(runs, WireEvents.fromAvro(event, scene.agenda().instant()));
        default -> throw new IllegalStateException(place + ": " + value.getClass());
      }
    } catch (IllegalArgumentException _) {
      bury(place); // An id that is none.
    }
  }

  private void readResult(RunStates runs, Said said, String place) {
    dev.baton.core.message.Result result = WireMessages.fromAvro(said.result());
    Writes run = runs.open(result.runId(), () -> {});
    if (RoleGuard.objection(run, result, said.role()).isPresent()) {
      bury(place);
    } else {
      apply(runs, new RunEvent.ResultReceived(result, scene.agenda().instant()));
    }
  }

  private void bury(String place) {
    if (scene.habits().buriesPoison()) {
      open().bury(place);
    }
    scene.tally().add(Count.DEAD_LETTERS);
  }

  private void apply(RunStates runs, RunEvent first) {
    Deque<RunEvent> events = new ArrayDeque<>(List.of(first));
    while (!events.isEmpty()) {
      RunEvent event = events.remove();
      Writes run = runs.open(event.runId(), this::beforeWrite);
      Applied applied = decide(run, event);
      scene.tally().add(Count.EVENTS);
      scene.trace().say(() -> Lines.applied(number, applied));
      events.addAll(open().add(new Step(applied, run.written())));
    }
  }

  private Applied decide(Writes run, RunEvent event) {
    try {
      return scene.habits().apply(scene.machine(), run, event);
    } catch (IllegalStateException e) {
      throw new BrokenInvariantException("machine: failed at %s: %s".formatted(event, e));
    }
  }

  private void beforeWrite() {
    if (scene.chance().strikes(Fault.ORCHESTRATOR_DIES_BETWEEN_WRITES, number)) {
      throw new Killed();
    }
  }

  private OpenWork open() {
    if (work.isEmpty()) {
      OpenWork opened = new OpenWork(cluster, scene.habits(), positions, knowsRole);
      work = Optional.of(opened);
      Transaction transaction = opened.transaction();
      scene
          .agenda()
          .in(
              TRANSACTION_TIMEOUT,
              () -> {
                if (transaction.isOpen()) {
                  say("has its transaction aborted at its time-out");
                  transaction.abort();
                }
              });
    }
    return work.get();
  }

  private void commit(OpenWork open) {
    if (scene.chance().strikes(Fault.ORCHESTRATOR_DIES_BEFORE_COMMIT, number)) {
      throw new Killed();
    }
    if (scene.chance().strikes(Fault.TRANSACTION_ABORTS, number)) {
      say("has its transaction aborted");
      startOver();
      return;
    }
    if (scene.chance().strikes(Fault.ORCHESTRATOR_STALLS, number)) {
      stall(() -> finish(open));
      return;
    }
    finish(open);
    if (scene.chance().strikes(Fault.ORCHESTRATOR_DIES_AFTER_COMMIT, number)) {
      throw new Killed();
    }
  }

  private void finish(OpenWork open) {
    InboxGroup inboxes = cluster.inboxes;
    boolean accepted =
        inboxes.accepts(open.transaction(), generation)
            || (!scene.habits().fencesZombies() && open.transaction().isOpen());
    if (!accepted) {
      say("is fenced: its commit is refused");
      scene.tally().add(Count.FENCED);
      if (open.transaction().isOpen()) {
        open.transaction().abort();
      }
      startOver();
      return;
    }
    work = Optional.empty();
    positions = open.positions();
    inboxes.commit(open.transaction(), positions);
    scene.tally().add(Count.COMMITS);
    open.steps().forEach(step -> scene.watch().applied(step.applied(), step.writes()));
    open.entries().forEach(entry -> scene.watch().ledger(entry.event(), entry.decision()));
  }

  /** What it has in memory is worth nothing after an abort. */
  private void startOver() {
    if (cluster.inboxes.owner() == number && cluster.inboxes.generation() == generation) {
      takeOver();
    } else {
      leave();
    }
  }

  private void stall(Runnable then) {
    long millis = 9_000L + scene.chance().size(12_000);
    say("stalls for %d ms".formatted(millis));
    stalled = true;
    scene.watch().outage();
    int mine = life;
    onDeath.run();
    scene
        .agenda()
        .in(
            millis,
            () -> {
              if (mine == life) {
                say("goes on where it stood");
                stalled = false;
                then.run();
                wake();
              }
            });
  }

  private void die() {
    say("dies");
    scene.watch().outage();
    Optional<Transaction> left = work.map(OpenWork::transaction).filter(Transaction::isOpen);
    leave();
    boolean stays =
        left.isPresent() && scene.chance().strikes(Fault.ORCHESTRATOR_LEAVES_TRANSACTION, number);
    if (!stays) {
      left.ifPresent(Transaction::abort);
    }
    onDeath.run();
  }

  /** Whether it believes that it owns the partition. */
  boolean isWorking() {
    return states.isPresent() && !stalled;
  }

  /** Whether it stands still but lives. */
  boolean isStalled() {
    return stalled;
  }

  private void say(String what) {
    scene.trace().say(() -> "orchestrator %d %s".formatted(number, what));
  }
}
