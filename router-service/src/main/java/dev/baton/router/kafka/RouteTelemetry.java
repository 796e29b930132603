package dev.baton.router.kafka;

import dev.baton.schemas.Rejection;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import dev.baton.telemetry.MeterBuckets;
import dev.baton.telemetry.MeterNames;
import dev.baton.telemetry.Telemetry;
import dev.baton.telemetry.TelemetryNames;
import dev.baton.telemetry.TraceHeaders;
import dev.baton.telemetry.TraceIds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What the router tells of its decisions. A request's own trace context goes on; a request without
 * one begins the trace that follows from its run's id. Thread-safe.
 */
public final class RouteTelemetry {

  /** Tells nobody; the trace contexts of senders are handed on. */
  public static final RouteTelemetry NONE =
      new RouteTelemetry(Telemetry.OFF, new CompositeMeterRegistry());

  private final Telemetry tracing;
  private final MeterRegistry meters;

  /**
   * Tells of decisions.
   *
   * @param tracing where spans go
   * @param meters counts
   */
  public RouteTelemetry(Telemetry tracing, MeterRegistry meters) {
    this.tracing = tracing;
    this.meters = meters;
  }

  /** When a decision began: on the wall, and for measuring. */
  record Begin(Instant at, long nanos) {}

  Begin begin() {
    return new Begin(Instant.now(), System.nanoTime());
  }

  /**
   * What was told of one decision.
   *
   * @param context in which the event is sent
   * @param span ends when the broker has the event
   */
  record Told(SpanContext context, Span span) {

    CompletableFuture<?> until(CompletableFuture<?> sending) {
      return sending.whenComplete((_, failure) -> {
        if (failure != null) {
          span.setAttribute(TelemetryNames.ERROR_TYPE, failure.getClass().getName());
          span.setStatus(StatusCode.ERROR);
        }
        span.end();
      });
    }
  }

  /** The trace context that a record was sent in; invalid where there is none. */
  static SpanContext broughtBy(ConsumerRecord<byte[], byte[]> record) {
    return TraceHeaders.read(name -> {
      Header header = record.headers().lastHeader(name);
      return header == null ? null : header.value();
    });
  }

  /** A record goes to the dead letters. */
  public void buried(String cause) {
    meters.counter(MeterNames.DEAD_LETTERS, MeterNames.TAG_CAUSE, cause).increment();
  }

  Told decided(ConsumerRecord<byte[], byte[]> record, RunEvent event, Begin begin) {
    if (event.getBody() instanceof Routed routed) {
      count(routed, Duration.ofNanos(System.nanoTime() - begin.nanos()));
    }
    SpanContext brought = broughtBy(record);
    if (!tracing.isOn()) {
      return new Told(brought, Span.getInvalid());
    }
    SpanBuilder builder =
        tracing
            .span(TelemetryNames.ROUTE, brought)
            .setSpanKind(SpanKind.CONSUMER)
            .setStartTimestamp(begin.at())
            .setAttribute(TelemetryNames.RUN, event.getRunId())
            .setAttribute(TelemetryNames.TENANT, event.getTenant())
            .setAttribute(TelemetryNames.MESSAGING_SYSTEM, TelemetryNames.KAFKA)
            .setAttribute(TelemetryNames.MESSAGING_OPERATION, TelemetryNames.PROCESS)
            .setAttribute(TelemetryNames.DESTINATION, record.topic())
            .setAttribute(TelemetryNames.PARTITION, Integer.toString(record.partition()))
            .setAttribute(TelemetryNames.OFFSET, record.offset());
    if (event.getBody() instanceof Routed routed) {
      describe(builder, routed);
    }
    Span span = tracing.start(builder, TraceIds.trace(event.getRunId()), null);
    return new Told(span.getSpanContext(), span);
  }

  private static void describe(SpanBuilder span, Routed routed) {
    Route route = routed.getRoute();
    span.setAttribute(TelemetryNames.ROUTE_TARGET, target(route))
        .setAttribute(TelemetryNames.ROUTE_STAGE, stage(route));
    Double confidence = route.getConfidence();
    if (confidence != null) {
      span.setAttribute(TelemetryNames.ROUTE_CONFIDENCE, confidence);
    }
    Rejection rejection = routed.getRejection();
    if (rejection != null) {
      span.setAttribute(TelemetryNames.REJECTION, rejection.getCode());
    }
    String conversation = routed.getRequest().getConversationId();
    if (conversation != null) {
      span.setAttribute(TelemetryNames.CONVERSATION, conversation);
    }
  }

  private void count(Routed routed, Duration took) {
    Route route = routed.getRoute();
    Timer.builder(MeterNames.DECISION_TIME)
        .tags(MeterNames.TAG_STAGE, stage(route), MeterNames.TAG_TARGET, target(route))
        .serviceLevelObjectives(MeterBuckets.times())
        .register(meters)
        .record(took);
    Rejection rejection = routed.getRejection();
    if (rejection != null) {
      meters.counter(MeterNames.REFUSALS, MeterNames.TAG_CODE, rejection.getCode()).increment();
    }
  }

  /** Published names only: a refused request's hint may be any text. */
  private static String target(Route route) {
    return route.getKind() == RouteKind.NONE
        ? MeterNames.NONE
        : route.getKind().name().toLowerCase(Locale.ROOT) + ":" + route.getTarget();
  }

  private static String stage(Route route) {
    return route.getStage().name().toLowerCase(Locale.ROOT);
  }
}
