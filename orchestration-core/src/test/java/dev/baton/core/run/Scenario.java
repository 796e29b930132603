package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import dev.baton.core.id.TaskId;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Answer;
import dev.baton.core.message.Content;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Request;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.message.Route;
import dev.baton.core.message.RouteKind;
import dev.baton.core.message.RouteStage;
import dev.baton.core.message.Signal;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.Skill;
import dev.baton.core.message.Task;
import dev.baton.core.message.Usage;
import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.run.RunRecord.TimerRecord;
import dev.baton.core.workflow.WorkflowParser;
import dev.baton.core.workflow.Workflows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Given a workflow, when events happen, then this was decided: the words that scenario tests are
 * written in.
 */
final class Scenario {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final String TENANT = "acme";

  private final RunMachine machine;
  private final MapRunStore store = new MapRunStore();
  private final List<RunLogEntry> log = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Deque<Effect.ContinueLater> putOff = new ArrayDeque<>();
  private final RunId run;
  private Instant now = START;
  private List<Fact> lastFacts = List.of();
  private List<Effect> lastEffects = List.of();

  private Scenario(RunMachine machine, RunId run) {
    this.machine = machine;
    this.run = run;
  }

  static Scenario fresh() {
    return fresh(RunLimits.DEFAULT);
  }

  static Scenario fresh(RunLimits limits) {
    return new Scenario(new RunMachine(limits), RunIds.ofKey(TENANT, "key"));
  }

  /** A run of these steps that has just started. */
  static Scenario of(String steps) {
    return fresh().routed(steps);
  }

  static Scenario of(String steps, Request request) {
    return fresh().route(request, WorkflowParser.definition(workflow(steps)));
  }

  static String workflow(String steps) {
    return "name: test\nsteps:\n" + steps.indent(2);
  }

  Scenario routed(String steps) {
    return route(Request.of("goal"), WorkflowParser.definition(workflow(steps)));
  }

  Scenario route(Request request, WorkflowDefinition definition) {
    return happens(routedEvent(run, request, definition, now));
  }

  Scenario routeBundled(String name) {
    RunEvent.Routed routed = routedEvent(run, Request.of("goal"), Workflows.bundled(name), now);
    List<AgentCard> cards =
        routed.cards().stream()
            .map(card ->
                card.role().equals("generalist") ? AgentCard.of("generalist", "decompose") : card)
            .toList();
    return happens(
        new RunEvent.Routed(
            run,
            TENANT,
            now,
            now,
            routed.request(),
            routed.requestDigest(),
            routed.origin(),
            routed.route(),
            Optional.empty(),
            routed.workflow(),
            cards,
            List.of(),
            Optional.empty()));
  }

  /** A role with one skill. */
  static AgentCard plainCard(String role) {
    return AgentCard.of(role, role.equals("reviewer") ? "merge" : "work");
  }

  /** A role that may hand its tasks over. */
  static AgentCard card(String role, String... handoffTo) {
    AgentCard plain = AgentCard.of(role, "work");
    return new AgentCard(
        role,
        plain.version(),
        plain.description(),
        plain.skills(),
        plain.examples(),
        plain.tier(),
        plain.cheaperTier(),
        plain.prompt(),
        plain.tools(),
        plain.permissions(),
        plain.limits(),
        plain.outputSchema(),
        List.of(handoffTo),
        plain.requiresLiveWorker());
  }

  /** A role with these skills. */
  static AgentCard withSkills(String role, String... skills) {
    AgentCard plain = card(role);
    return new AgentCard(
        role,
        plain.version(),
        plain.description(),
        Stream.of(skills).map(skill -> new Skill(skill, skill)).toList(),
        plain.examples(),
        plain.tier(),
        plain.cheaperTier(),
        plain.prompt(),
        plain.tools(),
        plain.permissions(),
        plain.limits(),
        plain.outputSchema(),
        plain.handoffTo(),
        plain.requiresLiveWorker());
  }

  /** A run of these steps whose roles have these cards. */
  static Scenario withCards(String steps, AgentCard... cards) {
    return withCards(RunLimits.DEFAULT, steps, cards);
  }

  static Scenario withCards(RunLimits limits, String steps, AgentCard... cards) {
    Scenario fresh = fresh(limits);
    RunEvent.Routed routed =
        routedEvent(
            fresh.run, Request.of("goal"), WorkflowParser.definition(workflow(steps)), fresh.now);
    return fresh.happens(
        new RunEvent.Routed(
            routed.runId(),
            TENANT,
            routed.madeAt(),
            routed.at(),
            routed.request(),
            routed.requestDigest(),
            routed.origin(),
            routed.route(),
            Optional.empty(),
            routed.workflow(),
            List.of(cards),
            List.of(),
            Optional.empty()));
  }

  static RunEvent.Routed routedEvent(
      RunId run, Request request, WorkflowDefinition definition, Instant at) {
    List<AgentCard> cards =
        WorkflowParser.parse(definition.body()).roles().stream().map(Scenario::plainCard).toList();
    return new RunEvent.Routed(
        run,
        TENANT,
        at,
        at,
        request,
        "digest of " + request.goal(),
        "requests-0@7",
        Route.plain(
            RouteKind.WORKFLOW, definition.name(), RouteStage.RULE, "a rule says so", "router-1"),
        Optional.empty(),
        Optional.of(definition),
        cards,
        List.of(),
        Optional.empty());
  }

  /** A run whose workflow names other workflows. */
  Scenario routeNested(
      Request request, WorkflowDefinition definition, List<WorkflowDefinition> nested) {
    RunEvent.Routed routed = routedEvent(run, request, definition, now);
    return happens(
        new RunEvent.Routed(
            run,
            TENANT,
            now,
            now,
            request,
            routed.requestDigest(),
            routed.origin(),
            routed.route(),
            Optional.empty(),
            routed.workflow(),
            List.of(AgentCard.of("x", "work")),
            nested,
            Optional.empty()));
  }

  /** The child run that a parent has started. */
  static Scenario child(RunEvent.Routed routed) {
    return new Scenario(new RunMachine(RunLimits.DEFAULT), routed.runId()).happens(routed);
  }

  /** The last event of this kind that a run has sent to another one. */
  static <E extends RunEvent> E told(Scenario run, Class<E> kind) {
    return run.effects().stream()
        .filter(Effect.TellRun.class::isInstance)
        .map(effect -> ((Effect.TellRun) effect).event())
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((_, later) -> later)
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName()));
  }

  Scenario happens(RunEvent event) {
    Applied applied = machine.apply(store, event);
    log.add(applied.entry());
    lastFacts = applied.entry().facts();
    lastEffects = applied.effects();
    effects.addAll(applied.effects());
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.ContinueLater later) {
        putOff.add(later);
      }
    }
    assertThat(applied.effects()).hasSizeLessThanOrEqualTo(Decision.MAX_EFFECTS);
    return this;
  }

  /** Carries out all continue events that decisions have put off. */
  Scenario continues() {
    while (!putOff.isEmpty()) {
      Effect.ContinueLater later = putOff.remove();
      happens(new RunEvent.Continued(run, TENANT, now, now, later.work(), later.cursor()));
    }
    return this;
  }

  Scenario succeeds(String step) {
    return succeeds(step, 0, "{}");
  }

  Scenario succeeds(String step, int index) {
    return succeeds(step, index, "{}");
  }

  Scenario succeeds(String step, int index, String fields) {
    return result(task(step, index), success(step + index, fields));
  }

  Scenario fails(String step, FailureClass failure) {
    return fails(step, 0, failure);
  }

  Scenario fails(String step, int index, FailureClass failure) {
    return result(
        task(step, index),
        new ResultBody.TaskFailed(failure, failure + " happened", Optional.empty()));
  }

  Scenario begins(String step, Duration timeout) {
    return result(task(step, 0), new ResultBody.TaskStarted(timeout));
  }

  static ResultBody.TaskSucceeded success(String text, String fields) {
    return new ResultBody.TaskSucceeded(
        fields, Optional.of(Content.markdown(text)), List.of(), Optional.empty());
  }

  Scenario result(Task task, ResultBody body) {
    return result(task, body, task.taskId() + "-" + task.attempt());
  }

  Scenario result(Task task, ResultBody body, String executionId) {
    Usage usage = new Usage(10, 1, 0, 5, 1, 0, Duration.ofMillis(3), List.of("model"));
    return happens(
        new RunEvent.ResultReceived(
            new Result(
                task.taskId(), run, task.attempt(), executionId, "worker-1", now, now, usage, body),
            now));
  }

  Scenario signal(SignalKind kind) {
    Signal signal =
        new Signal(
            run,
            Optional.of(kind + "-" + log.size()),
            kind,
            Optional.empty(),
            Optional.of("ann"),
            Optional.of("enough"),
            Map.of());
    return happens(new RunEvent.SignalReceived(run, TENANT, now, now, signal));
  }

  /** Time passes; timers that come due fire in their order. */
  Scenario passes(Duration time) {
    Instant until = now.plus(time);
    Optional<TimerRecord> due = nextTimer();
    while (due.isPresent() && !due.get().due().isAfter(until)) {
      now = due.get().due();
      happens(new RunEvent.TimerFired(run, due.get().name(), due.get().due(), now));
      due = nextTimer();
    }
    now = until;
    return this;
  }

  Optional<TimerRecord> nextTimer() {
    return timers().stream()
        .min(Comparator.comparing(TimerRecord::due).thenComparing(TimerRecord::name));
  }

  List<TimerRecord> timers() {
    List<TimerRecord> timers = new ArrayList<>();
    for (RunRecord record : store.records().values()) {
      if (record instanceof TimerRecord timer) {
        timers.add(timer);
      }
    }
    return timers;
  }

  /** The last dispatched attempt of a task. */
  Task task(String step, int index) {
    return tasks().stream()
        .filter(task -> task.step().equals(step) && task.itemIndex() == index)
        .reduce((_, later) -> later)
        .orElseThrow(() -> new AssertionError("no task of " + step + " " + index));
  }

  List<Task> tasks() {
    return effects.stream()
        .flatMap(effect ->
            effect instanceof Effect.DispatchTask dispatch
                ? Stream.of(dispatch.task())
                : Stream.empty())
        .toList();
  }

  /** What the last event dispatched: step, item, attempt and role. */
  List<String> justDispatched() {
    return lastEffects.stream()
        .filter(Effect.DispatchTask.class::isInstance)
        .map(effect -> ((Effect.DispatchTask) effect).task())
        .map(task ->
            "%s[%d]#%d@%s".formatted(task.step(), task.itemIndex(), task.attempt(), task.role()))
        .toList();
  }

  List<Effect.SendControl> justControlled() {
    return controls(lastEffects);
  }

  List<Effect.SendControl> controls() {
    return controls(effects);
  }

  private static List<Effect.SendControl> controls(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.SendControl.class::isInstance)
        .map(Effect.SendControl.class::cast)
        .toList();
  }

  List<String> justDecided() {
    return lastFacts.stream().map(fact -> fact.getClass().getSimpleName()).toList();
  }

  List<Fact> lastFacts() {
    return lastFacts;
  }

  List<Effect> effects() {
    return effects;
  }

  List<Effect> lastEffects() {
    return lastEffects;
  }

  boolean isFinished() {
    return answers() > 0;
  }

  long answers() {
    return effects.stream().filter(Effect.PublishAnswer.class::isInstance).count();
  }

  Answer answer() {
    return effects.stream()
        .filter(Effect.PublishAnswer.class::isInstance)
        .map(effect -> ((Effect.PublishAnswer) effect).answer())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no answer"));
  }

  TaskRecord taskRecord(TaskId id) {
    return store.get(new RunKey.TaskKey(id)).orElseThrow();
  }

  RunHeader header() {
    return store.get(new RunKey.Header()).orElseThrow();
  }

  MapRunStore store() {
    return store;
  }

  List<RunLogEntry> log() {
    return log;
  }

  RunId run() {
    return run;
  }

  Instant now() {
    return now;
  }

  /** The same task at another attempt. */
  static Task attempt(Task task, int attempt) {
    return new Task(
        task.taskId(),
        task.runId(),
        task.tenant(),
        task.step(),
        task.round(),
        task.itemIndex(),
        task.item(),
        attempt,
        task.role(),
        task.skill(),
        task.goal(),
        task.objective(),
        task.inputs(),
        task.history(),
        task.slice(),
        task.previousFailure(),
        task.previousFailureMessage(),
        task.avoidModels(),
        task.maxTokens(),
        task.maxCostMicros(),
        task.degraded(),
        task.outputSchema(),
        task.createdAt(),
        task.timeout(),
        task.startBy(),
        task.deadline(),
        task.priority());
  }
}
