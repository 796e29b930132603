package dev.baton.telemetry;

import dev.baton.redaction.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells of spans, where somebody wants to hear of them. {@link #OFF} tells nobody, opens no
 * connection and costs nothing; contexts of others are handed on all the same. Thread-safe.
 */
public final class Telemetry implements AutoCloseable {

  /** Tells nobody. */
  public static final Telemetry OFF = new Telemetry(null, new TraceIds(), false, Redactor.PATTERNS);

  private static final long CLOSE_SECONDS = 5;

  /** The most characters of one text of content. */
  private static final int MAX_CONTENT_CHARS = 16_384;

  private final @Nullable SdkTracerProvider provider;
  private final Tracer tracer;
  private final TraceIds ids;
  private final boolean content;
  private final Redactor redactor;

  private Telemetry(
      @Nullable SdkTracerProvider provider, TraceIds ids, boolean content, Redactor redactor) {
    this.provider = provider;
    this.tracer = (provider == null ? TracerProvider.noop() : provider).get(TelemetryNames.SCOPE);
    this.ids = ids;
    this.content = content;
    this.redactor = redactor;
  }

  /**
   * Tells a provider, which is closed with this.
   *
   * @param provider where spans go
   * @param ids the provider's own generator
   * @param content whether prompts, replies and the arguments of tools are told
   * @param redactor hides secrets in them
   */
  public static Telemetry to(
      SdkTracerProvider provider, TraceIds ids, boolean content, Redactor redactor) {
    return new Telemetry(provider, ids, content, redactor);
  }

  /** Whether anybody hears of spans. */
  public boolean isOn() {
    return provider != null;
  }

  /**
   * A span that is a child of what a record was sent in, or a root.
   *
   * @param name by {@link TelemetryNames}
   * @param parent invalid for none
   */
  public SpanBuilder span(String name, SpanContext parent) {
    SpanBuilder builder = tracer.spanBuilder(name);
    return parent.isValid()
        ? builder.setParent(Context.root().with(Span.wrap(parent)))
        : builder.setNoParent();
  }

  /** A span of the work that the calling thread is at. */
  public SpanBuilder span(String name, SpanKind kind) {
    return tracer.spanBuilder(name).setSpanKind(kind);
  }

  /**
   * Begins a span with ids that others can know.
   *
   * @param trace where the span has no parent, the trace that it is the root of; null for any
   * @param span its own id; null for any
   */
  public Span start(SpanBuilder builder, @Nullable String trace, @Nullable String span) {
    ids.choose(trace, span);
    try {
      return builder.startSpan();
    } finally {
      ids.forget();
    }
  }

  /**
   * The context of a span that somebody else tells of, or will.
   *
   * @param like trace, flags and state are the same
   * @param span its id
   */
  public static SpanContext sibling(SpanContext like, String span) {
    return SpanContext.createFromRemoteParent(
        like.getTraceId(), span, like.getTraceFlags(), like.getTraceState());
  }

  /**
   * The context of a root that somebody tells of later: whether it is told is decided now, as it
   * will be then.
   */
  public SpanContext root(String trace, String span) {
    Sampler sampler = provider == null ? Sampler.alwaysOff() : provider.getSampler();
    boolean sampled =
        sampler
                .shouldSample(
                    Context.root(),
                    trace,
                    TelemetryNames.INVOKE_WORKFLOW,
                    SpanKind.INTERNAL,
                    Attributes.empty(),
                    List.of())
                .getDecision()
            == SamplingDecision.RECORD_AND_SAMPLE;
    return SpanContext.createFromRemoteParent(
        trace,
        span,
        sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  /** Whether content is told. */
  public boolean tellsContent() {
    return content;
  }

  /** Tells a piece of content, without secrets and not all of a long one; only where asked to. */
  public void content(Span span, AttributeKey<String> name, String text) {
    if (content && span.isRecording()) {
      String hidden = redactor.hideInMessage(text);
      span.setAttribute(
          name,
          hidden.length() <= MAX_CONTENT_CHARS ? hidden : hidden.substring(0, MAX_CONTENT_CHARS));
    }
  }

  /** Sends what is left, within some seconds. */
  @Override
  public void close() {
    if (provider != null) {
      provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
