package dev.baton.agent.telemetry;

import dev.baton.agent.model.ModelWatch;
import dev.baton.agent.tool.ToolWatch;
import dev.baton.schemas.Task;
import dev.baton.telemetry.Telemetry;
import dev.baton.telemetry.TelemetryNames;
import dev.baton.telemetry.TraceHeaders;
import dev.baton.telemetry.TraceIds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * What a worker tells of its tasks and calls. A share consumer has nobody who would read a record's
 * trace context for it, so that is done here.
 *
 * @param tracing where spans go
 * @param meters counts
 */
public record WorkerTelemetry(Telemetry tracing, WorkerMeters meters) {

  /** Tells nobody. */
  public static final WorkerTelemetry NONE = new WorkerTelemetry(Telemetry.OFF, WorkerMeters.NONE);

  /** The skill that makes a plan of a task. */
  private static final String PLANS = "plan";

  /** Names of protocols whose providers the conventions call something else. */
  private static final Map<String, String> PROVIDERS = Map.of("gemini", "gcp.gemini", "", "baton");

  /**
   * How a task's record came.
   *
   * @param topic where it lay
   * @param headers its headers
   * @param count how often it was handed out, from 1
   */
  public record Delivery(String topic, Map<String, byte[]> headers, int count) {}

  /** Tells of the calls that reach a model. */
  public ModelWatch models() {
    return (protocol, model) ->
        new WatchedModelClient(PROVIDERS.getOrDefault(protocol, protocol), model, this);
  }

  /** Tells of the calls of tools. */
  public ToolWatch tools() {
    return new WatchedTools(this);
  }

  /** An executor whose work belongs to the span of whoever gave it. */
  public ExecutorService inContext(ExecutorService executor) {
    return tracing.isOn() ? Context.taskWrapping(executor) : executor;
  }

  /**
   * An execution begins.
   *
   * @param task the task
   * @param executionId the execution
   * @param at when
   * @param delivery how its record came
   */
  public ExecutionTelemetry begin(Task task, String executionId, Instant at, Delivery delivery) {
    if (delivery.count() > 1) {
      meters.redelivered();
    }
    SpanContext parent = TraceHeaders.read(delivery.headers());
    Span span = tracing.isOn() ? start(task, executionId, delivery, parent) : Span.wrap(parent);
    return new ExecutionTelemetry(this, span, at);
  }

  private Span start(Task task, String executionId, Delivery delivery, SpanContext parent) {
    String operation =
        task.getSkill().equals(PLANS) ? TelemetryNames.PLAN : TelemetryNames.INVOKE_AGENT;
    SpanBuilder builder =
        tracing
            .span(TelemetryNames.span(operation, task.getRole()), parent)
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute(TelemetryNames.OPERATION, operation)
            .setAttribute(TelemetryNames.AGENT, task.getRole())
            .setAttribute(TelemetryNames.RUN, task.getRunId())
            .setAttribute(TelemetryNames.TENANT, task.getTenant())
            .setAttribute(TelemetryNames.TASK, task.getTaskId())
            .setAttribute(TelemetryNames.STEP, task.getStep())
            .setAttribute(TelemetryNames.ROUND, (long) task.getRound())
            .setAttribute(TelemetryNames.ATTEMPT, (long) task.getAttempt())
            .setAttribute(TelemetryNames.EXECUTION, executionId)
            .setAttribute(TelemetryNames.DELIVERY, (long) delivery.count())
            .setAttribute(TelemetryNames.MESSAGING_SYSTEM, TelemetryNames.KAFKA)
            .setAttribute(TelemetryNames.MESSAGING_OPERATION, TelemetryNames.PROCESS)
            .setAttribute(TelemetryNames.DESTINATION, delivery.topic());
    return tracing.start(builder, TraceIds.trace(task.getRunId()), TraceIds.span(executionId));
  }

  /** What is done in this context belongs to the trace that a record was sent in. */
  public static Context contextOf(Map<String, byte[]> headers) {
    return Context.root().with(Span.wrap(TraceHeaders.read(headers)));
  }

  /** A record goes to the dead letters. */
  public void buried(String cause) {
    meters.buried(cause);
  }
}
