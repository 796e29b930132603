package dev.baton.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelPrice;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ReplyEnd;
import dev.baton.agent.model.ToolCall;
import dev.baton.schemas.FailureClass;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One model of a provider. Asks once a call, over LangChain4j's low-level model, which only
 * translates: no retry, no tool and no memory of its own. Thread-safe.
 */
final class ChatModelClient implements ModelClient {

  private final String name;
  private final ChatModel model;
  private final Accounting accounting;
  private final CallFailures failures;

  /**
   * How a call is paid.
   *
   * @param reader reads what the provider says about a reply
   * @param price of the model's tokens; empty where nobody knows it
   */
  record Accounting(Function<ObjectNode, RawReply> reader, Optional<ModelPrice> price) {

    long micros(RawReply reply) {
      return price.orElse(ModelPrice.NONE).micros(reply.input(), reply.output(), reply.cached());
    }
  }

  ChatModelClient(String name, ChatModel model, Accounting accounting, CallFailures failures) {
    this.name = name;
    this.model = model;
    this.accounting = accounting;
    this.failures = failures;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<ModelPrice> price() {
    return accounting.price();
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline) throws InterruptedException {
    Exchange exchange = new Exchange(deadline);
    try {
      ChatResponse response =
          ScopedValue.where(Exchange.CURRENT, exchange)
              .call(() -> model.chat(ChatRequests.of(request, name)));
      return reply(exchange, response);
    } catch (ContentFilteredException e) {
      return paid(exchange, String.valueOf(e.getMessage()), List.of(), ReplyEnd.REFUSED);
    } catch (RuntimeException e) {
      return unusable(exchange, e);
    }
  }

  private ModelReply reply(Exchange exchange, ChatResponse response) {
    AiMessage message = response.aiMessage();
    String text = message.text() == null ? "" : message.text();
    ReplyEnd end = end(response.finishReason());
    List<ToolCall> calls = new ArrayList<>();
    // What was cut off in the middle of a call is no call.
    if (end == ReplyEnd.COMPLETE && message.hasToolExecutionRequests()) {
      for (ToolExecutionRequest call : message.toolExecutionRequests()) {
        String id = call.id() == null ? "call-" + (calls.size() + 1) : call.id();
        calls.add(new ToolCall(id, call.name(), call.arguments() == null ? "" : call.arguments()));
      }
    }
    return paid(exchange, text, calls, end);
  }

  private static ReplyEnd end(@org.jspecify.annotations.Nullable FinishReason reason) {
    return switch (reason) {
      case LENGTH -> ReplyEnd.CUT_OFF;
      case CONTENT_FILTER -> ReplyEnd.REFUSED;
      case null, default -> ReplyEnd.COMPLETE;
    };
  }

  private ModelReply paid(Exchange exchange, String text, List<ToolCall> calls, ReplyEnd end) {
    RawReply raw =
        exchange.body().flatMap(Json::readObject).map(accounting.reader()).orElse(RawReply.NONE);
    return new ModelReply(
        name,
        text,
        calls,
        raw.input(),
        raw.output(),
        raw.cached(),
        accounting.micros(raw),
        raw.refused() ? ReplyEnd.REFUSED : end);
  }

  /**
   * A reply that came whole and cannot be used is paid, so it goes back as an empty one; everything
   * else is a failure.
   */
  private ModelReply unusable(Exchange exchange, RuntimeException failure)
      throws InterruptedException {
    if (exchange.body().isEmpty()) {
      throw failures.of(failure);
    }
    if (exchange.body().flatMap(Json::readObject).isEmpty()) {
      throw new TaskFailureException(
          FailureClass.TRANSIENT,
          "model %s: its provider's answer is no whole JSON object".formatted(name),
          failure);
    }
    return paid(exchange, "", List.of(), ReplyEnd.COMPLETE);
  }
}
