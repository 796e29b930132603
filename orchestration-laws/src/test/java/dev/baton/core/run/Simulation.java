package dev.baton.core.run;

import static dev.baton.laws.BrokenInvariantException.unless;

import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import dev.baton.core.id.TaskId;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.ledger.LedgerMachine;
import dev.baton.core.ledger.MapLedgerStore;
import dev.baton.core.ledger.Period;
import dev.baton.core.ledger.TenantLimit;
import dev.baton.core.message.Answer;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Leased;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.Route;
import dev.baton.core.message.RouteKind;
import dev.baton.core.message.RouteStage;
import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.Task;
import dev.baton.core.run.RunRecord.TimerRecord;
import dev.baton.core.wire.WireLedger;
import dev.baton.core.workflow.Workflow;
import dev.baton.core.workflow.WorkflowParser;
import dev.baton.core.workflow.Workflows;
import dev.baton.laws.Circumstances;
import dev.baton.laws.LawBook;
import dev.baton.laws.RandomWorkflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Plays one run: workers answer in a random order, messages are lost, doubled and late, people
 * interfere, the process dies and comes back. One seed, one play.
 */
final class Simulation {
  /** So few that random loops reach it. */
  static final int MAX_TURNS = 2;

  private static final int MAX_EVENTS = 4_000;
  private static final List<SignalKind> SIGNALS = List.of(SignalKind.values());
  private static final World ANY = World.of(Workflows.singleStep("x").body());
  private static final Route ROUTE =
      Route.plain(RouteKind.WORKFLOW, "random", RouteStage.RULE, "chance", "router-1");

  /**
   * What may happen in a play.
   *
   * @param chaos whether messages are lost, doubled and late, timers fire, and people interfere
   * @param crash how the state comes back after the process died
   * @param oneIn one of so many events is followed by a death
   */
  record Profile(boolean chaos, Optional<UnaryOperator<MapRunStore>> crash, int oneIn) {
    static final Profile CALM = new Profile(false, Optional.empty(), 1);
    static final Profile CHAOS = new Profile(true, Optional.empty(), 1);

    Profile crashing(int once, UnaryOperator<MapRunStore> restore) {
      return new Profile(chaos, Optional.of(restore), once);
    }
  }

  private final Random random;
  private final Random crashes;
  private final Profile profile;
  private final SimulatedWorker worker;
  private final SimulatedPeople people;
  private final RunId run;
  private final LawBook laws =
      new LawBook(
          Circumstances.calm(Scenario.TENANT, RandomWorkflow.APPROVER, limits(), this::workflow));
  private final List<RunEvent> pending = new ArrayList<>();
  private final List<RunEvent> past = new ArrayList<>();
  private final List<RunLogEntry> log = new ArrayList<>();
  private final RunMachine machine;
  private final boolean forgets;
  private Flaw flaw = (_, _, applied) -> applied;
  private final MapLedgerStore ledger = new MapLedgerStore();
  private final WatchedStore store = new WatchedStore();
  private Instant now = Scenario.START;
  private Optional<Answer> answer = Optional.empty();
  private World world = ANY;

  Simulation(long worldSeed, long orderSeed, Profile profile, RunMachine machine) {
    this.random = new Random(orderSeed);
    this.crashes = new Random(orderSeed + 1);
    this.profile = profile;
    this.worker = new SimulatedWorker(worldSeed);
    this.run = RunIds.ofKey(Scenario.TENANT, "seed " + worldSeed);
    this.people = new SimulatedPeople(run);
    this.machine = machine;
    this.forgets = orderSeed % 4 == 3;
  }

  /** The world's own was parsed before. */
  private Workflow workflow(String yaml) {
    return yaml.equals(world.definition().body()) ? world.workflow() : WorkflowParser.parse(yaml);
  }

  /** Limits that no order of events reaches. */
  static RunLimits limits() {
    return RunLimits.DEFAULT.withRetries(1_000, 50).withMaxTurns(MAX_TURNS);
  }

  /** A bug planted behind the machine. */
  interface Flaw {
    /** Changes what was decided, and the state with it. */
    Applied spoil(RunStore before, WatchedStore after, Applied applied);
  }

  Simulation spoiledBy(Flaw planted) {
    flaw = planted;
    return this;
  }

  Simulation play(String yaml) {
    return play(World.of(yaml));
  }

  Simulation play(World given) {
    world = given;
    Request request = Request.of("goal");
    if (profile.chaos() && run.value().getLeastSignificantBits() % 3 == 0) {
      request = request.withBudget(tight());
    }
    if (!profile.chaos()) {
      request = request.withDeadline(now.plusSeconds(80_000));
    }
    apply(routed(request));
    while (mayGoOn()) {
      unless(log.size() < MAX_EVENTS, "liveness: the run does not end");
      next().ifPresent(this::apply);
    }
    unless(answer.isPresent(), "liveness: the run has no answer");
    deliverTheRest();
    laws.checkEnd();
    if (profile.chaos() && forgets) {
      forget();
    }
    return this;
  }

  private RunEvent routed(Request request) {
    return new RunEvent.Routed(
        run,
        Scenario.TENANT,
        now,
        now,
        request,
        "digest",
        "requests-0@1",
        ROUTE,
        Optional.empty(),
        Optional.of(world.definition()),
        world.cards(),
        world.nested(),
        Optional.empty(),
        leased());
  }

  /** Every fourth run belongs to a tenant with a limit, which other runs have used up in part. */
  private Optional<Leased> leased() {
    if (!profile.chaos() || run.value().getLeastSignificantBits() % 4 != 0) {
      return Optional.empty();
    }
    boolean tokens = random.nextInt(3) > 0;
    Leased leased = new Leased(tokens, !tokens || random.nextBoolean());
    LedgerMachine.apply(
        ledger,
        new LedgerEvent.LimitSet(
            Scenario.TENANT,
            new TenantLimit(
                leased.tokens() ? Optional.of(100L + random.nextInt(400_000)) : Optional.empty(),
                leased.costMicros()
                    ? Optional.of(1L + random.nextInt(3_000_000))
                    : Optional.empty(),
                Period.DAY),
            now));
    return Optional.of(leased);
  }

  /** So tight that some runs do not get through. */
  private Budget tight() {
    return new Budget(
        Optional.of(1_000L + random.nextInt(400_000)),
        random.nextBoolean() ? Optional.of(100L + random.nextInt(4_000)) : Optional.empty(),
        Optional.empty(),
        Optional.of(3 + random.nextInt(30)));
  }

  private boolean mayGoOn() {
    return answer.isEmpty() && (!pending.isEmpty() || firstTimer().isPresent());
  }

  /** What comes after the answer must not matter. */
  private void deliverTheRest() {
    List<RunEvent> rest = new ArrayList<>(pending);
    pending.clear();
    if (profile.chaos()) {
      rest.addAll(past.subList(0, Math.min(past.size(), 6)));
      rest.addAll(pickPast(4));
    }
    rest.forEach(event -> apply(at(event)));
    while (!pending.isEmpty()) {
      apply(at(pending.remove(0)));
    }
  }

  /** Long after its end nothing is left of a run, and nothing but a request raises it. */
  private void forget() {
    Optional<TimerRecord> last = firstTimer();
    unless(last.isPresent(), "gravestone: it would stand for ever");
    last.ifPresent(timer -> apply(fire(timer)));
    laws.checkForgotten(store.records());
    for (RunEvent late : pickPast(8)) {
      if (!(late instanceof RunEvent.Routed)) {
        apply(at(late));
        laws.checkForgotten(store.records());
      }
    }
  }

  private List<RunEvent> pickPast(int count) {
    List<RunEvent> picked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      picked.add(past.get(random.nextInt(past.size())));
    }
    return picked;
  }

  private Optional<RunEvent> next() {
    int passes = random.nextInt(profile.chaos() ? 3_000 : 300);
    if (profile.chaos()) {
      // Whoever fires timers does not wait between those that are due, however many they are.
      now = firstTimer().filter(this::isDue).isPresent() ? now : now.plusMillis(passes);
      return nextInChaos();
    }
    now = now.plusMillis(passes);
    List<TimerRecord> retries = retryTimers();
    int choice = random.nextInt(pending.size() + retries.size());
    return Optional.of(
        choice < pending.size()
            ? at(pending.remove(choice))
            : fire(retries.get(choice - pending.size())));
  }

  private Optional<RunEvent> nextInChaos() {
    Optional<TimerRecord> timer = firstTimer();
    boolean due = timer.filter(this::isDue).isPresent();
    if (timer.isPresent() && (due || pending.isEmpty() || random.nextInt(100) < 8)) {
      return Optional.of(fire(timer.get()));
    }
    int chance = random.nextInt(100);
    if (chance < 2) {
      return Optional.of(signal(SIGNALS.get(random.nextInt(SIGNALS.size()))));
    }
    if (chance < 12) {
      return Optional.of(at(past.get(random.nextInt(past.size()))));
    }
    return Optional.of(at(pending.remove(random.nextInt(pending.size()))));
  }

  private boolean isDue(TimerRecord timer) {
    return !timer.due().isAfter(now);
  }

  private RunEvent fire(TimerRecord timer) {
    now = timer.due().isAfter(now) ? timer.due() : now;
    return new RunEvent.TimerFired(run, timer.name(), timer.due(), now);
  }

  private RunEvent signal(SignalKind kind) {
    SignalKind milder = kind == SignalKind.CANCEL && random.nextBoolean() ? SignalKind.PAUSE : kind;
    Signal signal =
        new Signal(
            run,
            Optional.of("signal " + log.size()),
            milder,
            Optional.empty(),
            Optional.of(random.nextBoolean() ? RandomWorkflow.APPROVER : "eve"),
            Optional.empty(),
            Map.of());
    String tenant = random.nextInt(4) == 0 ? "another" : Scenario.TENANT;
    return new RunEvent.SignalReceived(run, tenant, now, now, signal);
  }

  private void apply(RunEvent event) {
    store.mark();
    RunStore before = store.before();
    Applied applied = flaw.spoil(before, store, machine.apply(store, event));
    past.add(event);
    log.add(applied.entry());
    laws.check(before, applied);
    laws.checkState(store.records());
    people.answer(applied.entry(), now).stream()
        .filter(_ -> !profile.chaos() || random.nextInt(3) > 0)
        .forEach(pending::add);
    for (Effect effect : applied.effects()) {
      perform(effect);
    }
    unless(
        profile.chaos() || !applied.entry().facts().isEmpty(),
        "an event was decided without a word");
    if (profile.chaos()) {
      applyAgain(event);
    }
    if (profile.crash().isPresent() && crashes.nextInt(profile.oneIn()) == 0) {
      store.restored(profile.crash().get().apply(store.records()));
    }
  }

  private void applyAgain(RunEvent event) {
    if (random.nextInt(100) < 15) {
      store.mark();
      Applied again = machine.apply(store, event);
      log.add(again.entry());
      LawBook.checkDuplicate(store.isUnchanged(), again);
    }
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.DispatchTask dispatch -> work(dispatch.task());
      case Effect.ContinueLater later ->
          pending.add(
              new RunEvent.Continued(run, Scenario.TENANT, now, now, later.work(), later.cursor()));
      case Effect.PublishAnswer published -> answer = Optional.of(published.answer());
      case Effect.TellRun told -> {
        if (told.event() instanceof RunEvent.Routed routed
            && (!profile.chaos() || random.nextInt(100) < 85)) {
          pending.add(worker.carryOut(routed, now));
        }
      }
      case Effect.TellLedger(LedgerEvent event) -> tellLedger(event);
      case Effect.SendControl _, Effect.RejectRequest _, Effect.ReportProgress _ -> {}
    }
  }

  /** The ledger's word may be lost or come late; the run must go on all the same. */
  private void tellLedger(LedgerEvent event) {
    LedgerMachine.apply(ledger, event)
        .word()
        .filter(_ -> random.nextInt(100) < 85)
        .ifPresent(word -> pending.add(WireLedger.toRun(Scenario.TENANT, word, now)));
  }

  private void work(Task task) {
    if (!profile.chaos()) {
      pending.add(received(worker.answer(task, "e", now)));
      return;
    }
    int chance = random.nextInt(100);
    if (chance < 12) {
      return;
    }
    if (chance < 40) {
      pending.add(received(worker.begins(task, "e", now)));
    }
    Result first = worker.answer(task, "e", now);
    boolean died = chance > 93;
    if (!died) {
      pending.add(received(first));
    }
    if (chance > 85) {
      Result second = worker.answer(task, "another", now);
      pending.add(received(SimulatedWorker.after(first, died, second)));
    }
  }

  private RunEvent received(Result result) {
    return new RunEvent.ResultReceived(result, now);
  }

  /** The same event, applied now. */
  private RunEvent at(RunEvent event) {
    return switch (event) {
      case RunEvent.ResultReceived e -> new RunEvent.ResultReceived(e.result(), now);
      case RunEvent.Continued e ->
          new RunEvent.Continued(e.runId(), e.tenant(), e.madeAt(), now, e.work(), e.cursor());
      case RunEvent.TimerFired e -> new RunEvent.TimerFired(e.runId(), e.timer(), e.due(), now);
      case RunEvent.SignalReceived e ->
          new RunEvent.SignalReceived(e.runId(), e.tenant(), e.madeAt(), now, e.signal());
      case RunEvent.BudgetDecided e ->
          new RunEvent.BudgetDecided(
              e.runId(),
              e.tenant(),
              e.madeAt(),
              now,
              e.leaseId(),
              e.granted(),
              e.tokens(),
              e.costMicros(),
              e.reason(),
              e.drained());
      case RunEvent.Routed _, RunEvent.ChildAnswered _ -> event;
    };
  }

  private Optional<TimerRecord> firstTimer() {
    return store.timers().isEmpty() ? Optional.empty() : Optional.of(store.timers().first());
  }

  /**
   * Timers of tasks that wait for their next attempt; the only ones that fire while no limit is
   * reached.
   */
  private List<TimerRecord> retryTimers() {
    return store.timers().stream()
        .filter(this::isRetry)
        .sorted(Comparator.comparing(TimerRecord::name))
        .toList();
  }

  private boolean isRetry(TimerRecord timer) {
    return timer.name().startsWith("task/")
        && store
            .get(new RunKey.TaskKey(new TaskId(timer.name().substring(5))))
            .filter(task -> task.phase() == TaskPhase.WAITING || task.role().equals("clock"))
            .isPresent();
  }

  Answer answer() {
    return answer.orElseThrow();
  }

  MapRunStore store() {
    return store.records();
  }

  List<RunLogEntry> log() {
    return log;
  }
}
