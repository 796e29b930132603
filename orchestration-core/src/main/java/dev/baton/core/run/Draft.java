package dev.baton.core.run;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import dev.baton.core.run.RunRecord.CompensationRecord;
import dev.baton.core.run.RunRecord.DefinitionRecord;
import dev.baton.core.run.RunRecord.EffectsRecord;
import dev.baton.core.run.RunRecord.RequestRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the making: each fact is folded into an overlay at once, so that the next thought
 * sees it.
 */
final class Draft {
  /**
   * Kept free for what must not be put off: controls, the answer, one continue event for each step.
   */
  private static final int RESERVE = 80;

  /** Facts of one event, so that its log record stays small. */
  private static final int MAX_FACTS = 512;

  private final RunId runId;
  private final Instant at;
  private final OverlayStore store;
  private final Plans plans;
  private final Guards guards;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private Optional<String> lack = Optional.empty();
  private @Nullable Plan plan;
  private String planDigest = "";

  Draft(RunStore view, RunEvent event, Plans plans, Guards guards) {
    this.runId = event.runId();
    this.at = event.at();
    this.store = new OverlayStore(view);
    this.plans = plans;
    this.guards = guards;
  }

  void record(Fact fact) {
    facts.add(fact);
    Evolution.evolve(store, fact);
  }

  void emit(Effect effect) {
    effects.add(effect);
  }

  /** Emits what may be left out: progress is best effort. */
  void report(String kind, String step, String role, String text) {
    if (hasRoom()) {
      effects.add(new Effect.ReportProgress(runId, kind, step, role, text, at));
    }
  }

  /** Whether more work may be done in this event; else it must be put off by a continue event. */
  boolean hasRoom() {
    return effects.size() < Decision.MAX_EFFECTS - RESERVE && facts.size() < MAX_FACTS;
  }

  void continueLater(String work, long cursor) {
    effects.add(new Effect.ContinueLater(runId, header().tenant(), work, cursor, at));
  }

  /** The result that this event brings lacks something, should it be accepted. */
  void lacks(String detail) {
    lack = Optional.of(detail);
  }

  Optional<String> lack() {
    return lack;
  }

  int factCount() {
    return facts.size();
  }

  Decision decision() {
    return new Decision(facts, effects);
  }

  /** Writes down what was decided, and the number of its run log entry. */
  void commit(long seq) {
    RunMachine.number(store, seq);
    store.commit();
  }

  RunId runId() {
    return runId;
  }

  Instant at() {
    return at;
  }

  Guards guards() {
    return guards;
  }

  Optional<RunHeader> findHeader() {
    return store.header();
  }

  RunHeader header() {
    return findHeader()
        .orElseThrow(() -> new IllegalStateException("run " + runId + " has no header"));
  }

  /** Whether it is decided how the run ends: nothing of its plan goes on any more. */
  boolean isFinished() {
    return header().status() == RunStatus.FINISHED || isCompensating();
  }

  /** Whether what the run did outside is being taken back. */
  boolean isCompensating() {
    return header().status() == RunStatus.COMPENSATING;
  }

  CompensationRecord compensation() {
    return require(new RunKey.Compensation());
  }

  EffectsRecord effects() {
    return EffectList.of(store);
  }

  boolean isPaused() {
    return header().status() == RunStatus.PAUSED;
  }

  RequestRecord request() {
    return require(new RunKey.RequestKey());
  }

  DefinitionRecord definition() {
    return require(new RunKey.Definition());
  }

  /** Looked up once for as long as the event does not change it. */
  Plan plan() {
    String digest = header().planDigest();
    Plan present = plan;
    if (present == null || !digest.equals(planDigest)) {
      present = plans.get(digest, this::definition);
      plan = present;
      planDigest = digest;
    }
    return present;
  }

  /** The task at a place. */
  TaskId idOf(TaskPlace place) {
    return plans.ids().of(runId, place);
  }

  /** The round that a step is in now. */
  StepRound current(String step) {
    return new StepRound(step, plan().isRedone(step) ? header().round() : 0);
  }

  Optional<StepRecord> findStep(StepRound step) {
    return store.get(new RunKey.StepKey(step.step(), step.round()));
  }

  StepRecord step(StepRound step) {
    return require(new RunKey.StepKey(step.step(), step.round()));
  }

  Optional<TaskRecord> findTask(TaskId task) {
    return store.get(new RunKey.TaskKey(task));
  }

  /** The same for whoever goes through many tasks: it is not kept. */
  Optional<TaskRecord> peekTask(TaskId task) {
    return store.peek(new RunKey.TaskKey(task));
  }

  TaskRecord task(TaskId task) {
    return require(new RunKey.TaskKey(task));
  }

  <V extends RunRecord> Optional<V> find(RunKey<V> key) {
    return store.get(key);
  }

  private <V extends RunRecord> V require(RunKey<V> key) {
    return store
        .get(key)
        .orElseThrow(() -> new IllegalStateException(key + " of run " + runId + " is missing"));
  }
}
