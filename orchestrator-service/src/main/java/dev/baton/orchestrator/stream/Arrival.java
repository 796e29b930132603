package dev.baton.orchestrator.stream;

import dev.baton.telemetry.TraceHeaders;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * An incoming record with its place.
 *
 * @param topic where it lay
 * @param partition its partition
 * @param offset its offset
 * @param key its key
 * @param value its value
 * @param headers its headers; the last one where a name stands twice
 * @param at when it is worked on
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Bytes as the consumer gave them; nobody compares or changes them.
record Arrival(
    String topic,
    int partition,
    long offset,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Map<String, byte[]> headers,
    Instant at) {

  Arrival {
    headers = Map.copyOf(headers);
  }

  static Arrival of(Record<byte[], byte[]> input, ProcessorContext<?, ?> context, Instant at) {
    RecordMetadata place =
        context
            .recordMetadata()
            .orElseThrow(() ->
                new IllegalStateException(
                    "record without a place (expected: one of a source topic)"));
    Map<String, byte[]> headers = new HashMap<>();
    for (Header header : input.headers()) {
      headers.put(header.key(), header.value() == null ? new byte[0] : header.value());
    }
    return new Arrival(
        place.topic(), place.partition(), place.offset(), input.key(), input.value(), headers, at);
  }

  /** The trace context that it was sent in; invalid where there is none. */
  SpanContext trace() {
    return TraceHeaders.read(headers);
  }

  int bytes() {
    return value == null ? 0 : value.length;
  }
}
