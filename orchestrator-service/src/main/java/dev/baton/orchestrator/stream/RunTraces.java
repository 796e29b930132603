package dev.baton.orchestrator.stream;

import dev.baton.core.id.RunId;
import dev.baton.core.message.Answer;
import dev.baton.core.run.Applied;
import dev.baton.core.run.Fact;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunFact;
import dev.baton.core.run.StepFact;
import dev.baton.core.run.TaskFact;
import dev.baton.telemetry.Telemetry;
import dev.baton.telemetry.TelemetryNames;
import dev.baton.telemetry.TraceIds;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Spans of the events of one partition's runs. An event belongs to what its record was sent in, a
 * timer to its run; so what an event brings about is a child of it, over all topics. The span of a
 * run is told when the run ends, under an id that follows from the run's own, so that its children
 * can be told before it. Not thread-safe.
 */
final class RunTraces {

  private static final int MAX_FACTS = 32;

  private final Telemetry telemetry;
  private final TracePins pins;

  RunTraces(Telemetry telemetry, TracePins pins) {
    this.telemetry = telemetry;
    this.pins = pins;
  }

  Instant now() {
    return telemetry.isOn() ? Instant.now() : Instant.EPOCH;
  }

  SpanContext tell(Applied applied, StreamsRunStore run, Incoming incoming, Instant begin) {
    RunEvent event = applied.entry().event();
    RunId id = event.runId();
    List<Fact> facts = applied.entry().facts();
    SpanContext brought = incoming.trace();
    boolean begins = facts.stream().anyMatch(RunFact.RunStarted.class::isInstance);
    if (begins && brought.isValid()) {
      pins.put(id, brought);
    }
    SpanContext told =
        telemetry.isOn()
            ? tellOn(applied, run, incoming, new Beginning(begin, begins))
            : brought.isValid() ? brought : pins.get(id);
    if (facts.stream().anyMatch(RunFact.RunFinished.class::isInstance)) {
      pins.remove(id);
    }
    return told;
  }

  private record Beginning(Instant at, boolean ofRun) {}

  private SpanContext tellOn(
      Applied applied, StreamsRunStore run, Incoming incoming, Beginning begin) {
    RunEvent event = applied.entry().event();
    String id = event.runId().toString();
    SpanContext brought = incoming.trace();
    SpanContext cause = begin.ofRun() ? brought : pins.get(event.runId());
    SpanContext ofRun =
        cause.isValid()
            ? Telemetry.sibling(cause, TraceIds.span(id))
            : telemetry.root(TraceIds.trace(id), TraceIds.span(id));
    boolean isOwn = brought.isValid() && !begin.ofRun() && !isStrange(event, brought, ofRun);
    SpanContext parent = isOwn ? brought : ofRun;
    SpanContext told = parent;
    if (isWorthTelling(applied.entry().facts())) {
      SpanBuilder builder = builder(applied, incoming, parent).setStartTimestamp(begin.at());
      if (brought.isValid() && !isOwn && !begin.ofRun()) {
        builder.addLink(brought);
      }
      List<String> joined = ofRun.isSampled() ? JoinLinks.of(applied, run) : List.of();
      joined.forEach(execution ->
          builder.addLink(
              Telemetry.sibling(ofRun, TraceIds.span(execution)),
              Attributes.of(TelemetryNames.EXECUTION, execution)));
      Span span = builder.startSpan();
      tellSteps(span, applied.entry().facts());
      span.end();
      told = span.getSpanContext();
    }
    for (Fact fact : applied.entry().facts()) {
      if (fact instanceof RunFact.RunFinished(Answer answer)) {
        tellRun(answer, cause);
      }
    }
    return told;
  }

  /** A signal comes from a person, who may be in a trace that has nothing to do with the run. */
  private static boolean isStrange(RunEvent event, SpanContext brought, SpanContext ofRun) {
    return event instanceof RunEvent.SignalReceived
        && !brought.getTraceId().equals(ofRun.getTraceId());
  }

  private SpanBuilder builder(Applied applied, Incoming incoming, SpanContext parent) {
    RunEvent event = applied.entry().event();
    SpanBuilder builder =
        telemetry
            .span(TelemetryNames.span(TelemetryNames.APPLY, kind(event)), parent)
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute(TelemetryNames.RUN, event.runId().toString())
            .setAttribute(TelemetryNames.TENANT, applied.entry().tenant())
            .setAttribute(TelemetryNames.FACTS, names(applied.entry().facts()));
    if (!incoming.topic().isEmpty()) {
      builder
          .setAttribute(TelemetryNames.MESSAGING_SYSTEM, TelemetryNames.KAFKA)
          .setAttribute(TelemetryNames.MESSAGING_OPERATION, TelemetryNames.PROCESS)
          .setAttribute(TelemetryNames.DESTINATION, incoming.topic());
    }
    if (event instanceof RunEvent.ResultReceived received) {
      builder
          .setAttribute(TelemetryNames.TASK, received.result().taskId().toString())
          .setAttribute(TelemetryNames.ATTEMPT, (long) received.result().attempt())
          .setAttribute(TelemetryNames.EXECUTION, received.result().executionId());
    }
    return builder;
  }

  private static List<String> names(List<Fact> facts) {
    return facts.stream()
        .map(fact -> fact.getClass().getSimpleName())
        .distinct()
        .limit(MAX_FACTS)
        .toList();
  }

  /** What changes nothing, or only says that a worker has begun, is not told. */
  private static boolean isWorthTelling(List<Fact> facts) {
    return !facts.stream()
        .allMatch(fact ->
            fact instanceof RunFact.EventSuperseded
                || fact instanceof RunFact.RecordsRemoved
                || fact instanceof RunFact.GravestoneRemoved
                || fact instanceof RunFact.TimerSet
                || fact instanceof TaskFact.TaskStarted);
  }

  private static void tellSteps(Span span, List<Fact> facts) {
    for (Fact fact : facts) {
      if (fact instanceof StepFact.StepCompleted step) {
        span.addEvent(
            TelemetryNames.STEP_ENDED,
            Attributes.of(
                TelemetryNames.STEP,
                step.step(),
                TelemetryNames.ROUND,
                (long) step.round(),
                TelemetryNames.STEP_STATUS,
                step.status().name().toLowerCase(Locale.ROOT),
                TelemetryNames.STEP_CAUSE,
                step.cause().name().toLowerCase(Locale.ROOT)));
      }
    }
  }

  private void tellRun(Answer answer, SpanContext cause) {
    String id = answer.runId().toString();
    String workflow = answer.workflow().replaceFirst("@.*", "");
    SpanBuilder builder =
        telemetry
            .span(TelemetryNames.span(TelemetryNames.INVOKE_WORKFLOW, workflow), cause)
            .setStartTimestamp(answer.startedAt())
            .setAttribute(TelemetryNames.OPERATION, TelemetryNames.INVOKE_WORKFLOW)
            .setAttribute(TelemetryNames.WORKFLOW, answer.workflow())
            .setAttribute(TelemetryNames.RUN, id)
            .setAttribute(TelemetryNames.TENANT, answer.tenant())
            .setAttribute(
                TelemetryNames.RUN_STATUS, answer.status().name().toLowerCase(Locale.ROOT))
            .setAttribute(
                TelemetryNames.ROUTE_STAGE, answer.route().stage().name().toLowerCase(Locale.ROOT));
    answer
        .conversationId()
        .ifPresent(conversation -> builder.setAttribute(TelemetryNames.CONVERSATION, conversation));
    Span span = telemetry.start(builder, TraceIds.trace(id), TraceIds.span(id));
    switch (answer.status()) {
      case FAILED, CANCELLED -> {
        span.setAttribute(
            TelemetryNames.ERROR_TYPE, answer.status().name().toLowerCase(Locale.ROOT));
        span.setStatus(StatusCode.ERROR);
      }
      case COMPLETE, PARTIAL, UNKNOWN -> {}
    }
    span.end();
  }

  /** The kind of an event as spans and meters name it. */
  static String kind(RunEvent event) {
    return switch (event) {
      case RunEvent.Routed _ -> "routed";
      case RunEvent.ResultReceived _ -> "result";
      case RunEvent.SignalReceived _ -> "signal";
      case RunEvent.TimerFired _ -> "timer";
      case RunEvent.Continued _ -> "continue";
      case RunEvent.ChildAnswered _ -> "child_answered";
      case RunEvent.BudgetDecided _ -> "budget";
    };
  }
}
