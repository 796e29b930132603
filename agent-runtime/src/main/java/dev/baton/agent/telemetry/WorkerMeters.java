package dev.baton.agent.telemetry;

import dev.baton.agent.model.ModelReply;
import dev.baton.telemetry.MeterBuckets;
import dev.baton.telemetry.MeterNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Counts what a worker does. What the journal answers reaches no model and no tool, so nothing that
 * was paid once is counted twice. Thread-safe.
 */
public final class WorkerMeters {

  /** Counts nothing. */
  public static final WorkerMeters NONE = new WorkerMeters(new CompositeMeterRegistry(), "none");

  private static final String MODEL = "model";
  private static final String TOOL = "tool";

  /** Instead of an error. */
  private static final String NO_ERROR = MeterNames.NONE;

  private final MeterRegistry registry;
  private final Tags role;
  private final Counter redeliveries;
  private final Counter resumed;
  private final Map<String, Counter> fromJournal;

  /**
   * The meters of one worker; those that have no tags of their own stand at zero from the start.
   *
   * @param role the worker's role
   */
  public WorkerMeters(MeterRegistry registry, String role) {
    this.registry = registry;
    this.role = Tags.of(MeterNames.TAG_ROLE, role);
    this.redeliveries = registry.counter(MeterNames.REDELIVERIES, this.role);
    this.resumed = registry.counter(MeterNames.RESUMED, this.role);
    this.fromJournal = Map.of(MODEL, answers(MODEL), TOOL, answers(TOOL));
  }

  void redelivered() {
    redeliveries.increment();
  }

  void resumed() {
    resumed.increment();
  }

  private Counter answers(String kind) {
    return registry.counter(MeterNames.JOURNAL_ANSWERS, role.and(MeterNames.TAG_KIND, kind));
  }

  void answeredFromJournal(boolean model) {
    Objects.requireNonNull(fromJournal.get(model ? MODEL : TOOL)).increment();
  }

  void buried(String cause) {
    registry.counter(MeterNames.DEAD_LETTERS, role.and(MeterNames.TAG_CAUSE, cause)).increment();
  }

  void task(String outcome, Duration time) {
    Timer.builder(MeterNames.TASK_TIME)
        .tags(role.and(MeterNames.TAG_OUTCOME, outcome))
        .serviceLevelObjectives(MeterBuckets.times())
        .register(registry)
        .record(time);
  }

  void tool(String tool, String outcome, Duration time) {
    Timer.builder(MeterNames.TOOL_TIME)
        .tags(role.and(MeterNames.TAG_TOOL, tool, MeterNames.TAG_OUTCOME, outcome))
        .register(registry)
        .record(time);
  }

  void replied(String provider, String operation, ModelReply reply, Duration time) {
    Tags model = model(provider, operation, reply.model());
    tokens(model, "input", reply.inputTokens());
    tokens(model, "output", reply.outputTokens());
    registry.counter(MeterNames.COST, model).increment(reply.costMicros() / MeterNames.MICROS);
    time(model.and(MeterNames.TAG_ERROR, NO_ERROR), time);
  }

  void failed(String provider, String operation, String model, CallFailure failure) {
    time(
        model(provider, operation, model).and(MeterNames.TAG_ERROR, failure.error()),
        failure.after());
  }

  /**
   * How a call failed.
   *
   * @param error its class
   * @param after how long it had taken
   */
  record CallFailure(String error, Duration after) {}

  private Tags model(String provider, String operation, String model) {
    return role.and(
        MeterNames.TAG_PROVIDER,
        provider,
        MeterNames.TAG_OPERATION,
        operation,
        MeterNames.TAG_MODEL,
        model);
  }

  private void tokens(Tags model, String type, long count) {
    DistributionSummary.builder(MeterNames.TOKENS)
        .tags(model.and(MeterNames.TAG_TOKEN_TYPE, type))
        .serviceLevelObjectives(MeterBuckets.tokens())
        .register(registry)
        .record((double) count);
  }

  private void time(Tags tags, Duration time) {
    Timer.builder(MeterNames.CALL_TIME)
        .tags(tags)
        .serviceLevelObjectives(MeterBuckets.times())
        .register(registry)
        .record(time);
  }
}
