package dev.baton.orchestrator.stream;

import io.opentelemetry.api.trace.SpanContext;

/**
 * How an event came.
 *
 * @param topic where its record lay; empty where no record brought it
 * @param trace the trace context that the record was sent in; invalid where there is none
 */
record Incoming(String topic, SpanContext trace) {

  /** No record brought the event. */
  static final Incoming NONE = new Incoming("", SpanContext.getInvalid());
}
