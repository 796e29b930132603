package dev.baton.agent.telemetry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelPrice;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ReplyEnd;
import dev.baton.agent.model.TextListener;
import dev.baton.agent.telemetry.WorkerMeters.CallFailure;
import dev.baton.telemetry.TelemetryNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A model that tells of each call: a span {@code chat MODEL} and meters. Thread-safe. */
final class WatchedModelClient implements ModelClient {

  private final String provider;
  private final ModelClient model;
  private final WorkerTelemetry telemetry;

  WatchedModelClient(String provider, ModelClient model, WorkerTelemetry telemetry) {
    this.provider = provider;
    this.model = model;
    this.telemetry = telemetry;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Optional<ModelPrice> price() {
    return model.price();
  }

  @Override
  public Optional<Integer> window() {
    return model.window();
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline) throws InterruptedException {
    return call(request, deadline, TextListener.NONE);
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline, TextListener listener)
      throws InterruptedException {
    long begin = System.nanoTime();
    Span span = begin(request);
    try (Scope _ = span.makeCurrent()) {
      ModelReply reply = model.call(request, deadline, listener);
      replied(span, reply);
      telemetry.meters().replied(provider, TelemetryNames.CHAT, reply, since(begin));
      return reply;
    } catch (TaskFailureException e) {
      failed(span, e.failureClass().name().toLowerCase(Locale.ROOT), begin);
      throw e;
    } catch (InterruptedException | RuntimeException e) {
      failed(span, e.getClass().getName(), begin);
      throw e;
    } finally {
      if (telemetry.tracing().isOn()) {
        span.end();
      }
    }
  }

  private Span begin(ModelRequest request) {
    if (!telemetry.tracing().isOn()) {
      return Span.current();
    }
    Span span =
        telemetry
            .tracing()
            .span(TelemetryNames.span(TelemetryNames.CHAT, model.name()), SpanKind.CLIENT)
            .setAttribute(TelemetryNames.OPERATION, TelemetryNames.CHAT)
            .setAttribute(TelemetryNames.PROVIDER, provider)
            .setAttribute(TelemetryNames.REQUEST_MODEL, model.name())
            .setAttribute(TelemetryNames.MAX_TOKENS, (long) request.maxOutputTokens())
            .setAttribute(TelemetryNames.STREAMS, request.streams())
            .setAttribute(
                TelemetryNames.OUTPUT_TYPE, request.outputSchema().isPresent() ? "json" : "text")
            .setAttribute(TelemetryNames.CALL_PURPOSE, request.purpose())
            .startSpan();
    if (telemetry.tracing().tellsContent()) {
      telemetry.tracing().content(span, TelemetryNames.SYSTEM, request.system());
      telemetry.tracing().content(span, TelemetryNames.INPUT_MESSAGES, messages(request));
    }
    return span;
  }

  private void replied(Span span, ModelReply reply) {
    if (!telemetry.tracing().isOn()) {
      return;
    }
    span.setAttribute(TelemetryNames.RESPONSE_MODEL, reply.model());
    span.setAttribute(TelemetryNames.INPUT_TOKENS, reply.inputTokens());
    span.setAttribute(TelemetryNames.OUTPUT_TOKENS, reply.outputTokens());
    span.setAttribute(TelemetryNames.CACHED_TOKENS, reply.cachedTokens());
    span.setAttribute(TelemetryNames.COST, reply.costMicros());
    span.setAttribute(TelemetryNames.FINISH_REASONS, List.of(finishReason(reply)));
    if (telemetry.tracing().tellsContent()) {
      telemetry.tracing().content(span, TelemetryNames.OUTPUT_MESSAGES, message(reply));
    }
  }

  private static String finishReason(ModelReply reply) {
    return switch (reply.end()) {
      case COMPLETE -> reply.toolCalls().isEmpty() ? "stop" : "tool_calls";
      case CUT_OFF -> "length";
      case REFUSED -> "content_filter";
    };
  }

  /** Without the failure's message: it may quote what was asked or said. */
  private void failed(Span span, String error, long begin) {
    if (telemetry.tracing().isOn()) {
      span.setAttribute(TelemetryNames.ERROR_TYPE, error);
      span.setStatus(StatusCode.ERROR);
    }
    telemetry
        .meters()
        .failed(provider, TelemetryNames.CHAT, model.name(), new CallFailure(error, since(begin)));
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static String messages(ModelRequest request) {
    ArrayNode messages = Json.object().putArray("messages");
    for (ModelMessage message : request.messages()) {
      switch (message) {
        case ModelMessage.User(String text) -> text(messages, "user", text);
        case ModelMessage.Assistant(String text, var calls) -> {
          ArrayNode parts = text(messages, "assistant", text);
          calls.forEach(call -> toolCall(parts, call.tool(), call.argumentsJson()));
        }
        case ModelMessage.ToolOutput(_, _, String text) -> text(messages, "tool", text);
      }
    }
    return messages.toString();
  }

  private static String message(ModelReply reply) {
    ArrayNode messages = Json.object().putArray("messages");
    ArrayNode parts = text(messages, "assistant", reply.text());
    reply.toolCalls().forEach(call -> toolCall(parts, call.tool(), call.argumentsJson()));
    if (reply.end() == ReplyEnd.REFUSED) {
      parts.addObject().put("type", "refusal");
    }
    return messages.toString();
  }

  private static ArrayNode text(ArrayNode messages, String speaker, String text) {
    ObjectNode message = messages.addObject().put("role", speaker);
    ArrayNode parts = message.putArray("parts");
    parts.addObject().put("type", "text").put("content", text);
    return parts;
  }

  private static void toolCall(ArrayNode parts, String tool, String arguments) {
    parts.addObject().put("type", "tool_call").put("name", tool).put("arguments", arguments);
  }
}
