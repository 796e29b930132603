package dev.baton.orchestrator.stream;

import dev.baton.telemetry.TraceHeaders;
import io.opentelemetry.api.trace.SpanContext;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * An encoded record on its way out.
 *
 * @param topic where it goes
 * @param key its key; never changed after this
 * @param value its value; never changed after this
 * @param atMillis its timestamp
 * @param trace the trace context that it is sent in; invalid for none
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Bytes on their way to a producer; nobody compares or changes them.
record Outgoing(String topic, byte[] key, byte[] value, long atMillis, SpanContext trace) {

  /** A record of no trace. */
  Outgoing(String topic, byte[] key, byte[] value, long atMillis) {
    this(topic, key, value, atMillis, SpanContext.getInvalid());
  }

  /** The same in a trace. */
  Outgoing in(SpanContext context) {
    return new Outgoing(topic, key, value, atMillis, context);
  }

  /** As Kafka Streams sends it. */
  Record<byte[], Outgoing> toRecord() {
    Headers headers = new RecordHeaders();
    TraceHeaders.write(trace, headers::add);
    return new Record<>(key, this, atMillis, headers);
  }
}
