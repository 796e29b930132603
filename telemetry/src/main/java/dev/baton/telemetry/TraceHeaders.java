package dev.baton.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the W3C trace context in the headers of a record, as {@code traceparent} and
 * {@code tracestate}. What is no trace context counts as none: it comes from strangers. Stateless
 * and thread-safe.
 */
public final class TraceHeaders {

  /** The header that names trace and span. */
  public static final String TRACEPARENT = "traceparent";

  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  /** More members than a trace state may have, each at its longest, are not looked at. */
  private static final int MAX_HEADER_BYTES = 512;

  private static final TextMapGetter<Function<String, byte @Nullable []>> BY_NAME =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Function<String, byte @Nullable []> headers) {
          return List.of();
        }

        @Override
        public @Nullable String get(
            @Nullable Function<String, byte @Nullable []> headers, String name) {
          byte[] value = headers == null ? null : headers.apply(name);
          return value == null || value.length > MAX_HEADER_BYTES
              ? null
              : new String(value, StandardCharsets.US_ASCII);
        }
      };

  private TraceHeaders() {}

  /**
   * The context that a record was sent in; invalid where there is none.
   *
   * @param headers a header's value by its name, null where there is no such header
   */
  public static SpanContext read(Function<String, byte @Nullable []> headers) {
    if (headers.apply(TRACEPARENT) == null) {
      return SpanContext.getInvalid();
    }
    return Span.fromContext(W3C.extract(Context.root(), headers, BY_NAME)).getSpanContext();
  }

  /** The same of headers by name. */
  public static SpanContext read(Map<String, byte[]> headers) {
    return read(headers::get);
  }

  /**
   * Writes a context; nothing where it is invalid.
   *
   * @param headers takes names and values
   */
  public static void write(SpanContext context, BiConsumer<String, byte[]> headers) {
    if (context.isValid()) {
      W3C.inject(
          Context.root().with(Span.wrap(context)),
          headers,
          (carrier, name, value) -> {
            if (carrier != null) {
              carrier.accept(name, value.getBytes(StandardCharsets.US_ASCII));
            }
          });
    }
  }

  /** The header {@code traceparent} of a context alone, as it is kept; 55 bytes. */
  public static byte[] bytes(SpanContext context) {
    List<byte[]> written = new ArrayList<>(1);
    write(
        context,
        (name, value) -> {
          if (name.equals(TRACEPARENT)) {
            written.add(value);
          }
        });
    return written.isEmpty() ? new byte[0] : written.getFirst();
  }
}
