package dev.baton.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelFacts;
import dev.baton.agent.model.ModelPrice;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ReplyEnd;
import dev.baton.agent.model.TextListener;
import dev.baton.agent.model.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One model of a provider. Asks once a call, over LangChain4j's low-level models, which only
 * translate: no retry, no tool and no memory of its own. Thread-safe.
 */
final class ChatModelClient implements ModelClient {

  private final String name;
  private final ChatModels models;
  private final Accounting accounting;
  private final CallFailures failures;

  /**
   * How a call is paid.
   *
   * @param reader reads what the provider says about a reply
   * @param facts the model's price and window, as far as they are known
   */
  record Accounting(Function<ObjectNode, RawReply> reader, ModelFacts facts) {

    long micros(RawReply reply) {
      return facts
          .price()
          .orElse(ModelPrice.NONE)
          .micros(reply.input(), reply.output(), reply.cached(), reply.written());
    }
  }

  ChatModelClient(String name, ChatModels models, Accounting accounting, CallFailures failures) {
    this.name = name;
    this.models = models;
    this.accounting = accounting;
    this.failures = failures;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<ModelPrice> price() {
    return accounting.facts().price();
  }

  @Override
  public Optional<Integer> window() {
    return accounting.facts().window();
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline) throws InterruptedException {
    return ask(request, deadline, chat -> models.whole().chat(chat));
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline, TextListener listener)
      throws InterruptedException {
    if (!request.streams()) {
      return call(request, deadline);
    }
    return ask(
        request,
        deadline,
        chat -> {
          StreamedReply reply = new StreamedReply(listener);
          models.streaming().chat(chat, reply);
          return reply.response();
        });
  }

  private ModelReply ask(
      ModelRequest request, Instant deadline, Function<ChatRequest, ChatResponse> how)
      throws InterruptedException {
    ChatRequest chat = ChatRequests.of(request, name, models.unsigned());
    Exchange exchange = new Exchange(deadline, accounting.reader());
    try {
      ChatResponse response =
          ScopedValue.where(Exchange.CURRENT, exchange).call(() -> how.apply(chat));
      if (exchange.state() != Exchange.State.ALL_CAME) {
        throw new BrokenAnswerException("its provider's answer broke off");
      }
      return reply(exchange.said(), response);
    } catch (ContentFilteredException e) {
      return paid(exchange.said(), String.valueOf(e.getMessage()), List.of(), ReplyEnd.REFUSED);
    } catch (RuntimeException e) {
      return unusable(exchange, e);
    }
  }

  private ModelReply reply(RawReply said, ChatResponse response) {
    AiMessage message = response.aiMessage();
    String text = message.text() == null ? "" : message.text();
    ReplyEnd end = end(response.finishReason());
    // What was cut off in the middle of a call is no call.
    boolean calls = end == ReplyEnd.COMPLETE && message.hasToolExecutionRequests();
    return paid(said, text, calls ? calls(message) : List.of(), end);
  }

  private static List<ToolCall> calls(AiMessage message) {
    Optional<String> signature =
        Optional.ofNullable(message.attributes().get(ChatRequests.SIGNATURE)).map(String::valueOf);
    List<ToolCall> calls = new ArrayList<>();
    for (ToolExecutionRequest call : message.toolExecutionRequests()) {
      boolean named = call.id() != null && !call.id().isBlank();
      calls.add(
          new ToolCall(
              named ? call.id() : "call-" + (calls.size() + 1),
              call.name() == null ? "" : call.name(),
              call.arguments() == null ? "" : call.arguments(),
              // A turn is signed once.
              calls.isEmpty() ? signature : Optional.empty()));
    }
    return calls;
  }

  private static ReplyEnd end(@org.jspecify.annotations.Nullable FinishReason reason) {
    return switch (reason) {
      case LENGTH -> ReplyEnd.CUT_OFF;
      case CONTENT_FILTER -> ReplyEnd.REFUSED;
      case null, default -> ReplyEnd.COMPLETE;
    };
  }

  private ModelReply paid(RawReply said, String text, List<ToolCall> calls, ReplyEnd end) {
    return new ModelReply(
        name,
        text,
        calls,
        said.input(),
        said.output(),
        said.cached(),
        accounting.micros(said),
        said.refused() ? ReplyEnd.REFUSED : end);
  }

  /**
   * A reply that came whole and cannot be used is paid, so it goes back as an empty one; everything
   * else is a failure.
   */
  private ModelReply unusable(Exchange exchange, RuntimeException failure)
      throws InterruptedException {
    Optional<TaskFailureException> known = failures.known(failure);
    if (known.isPresent()) {
      throw known.get();
    }
    return switch (exchange.state()) {
      case NOTHING_CAME -> throw failures.unforeseen(failure);
      case PART_CAME -> throw failures.notWhole(failure);
      case ALL_CAME -> paid(exchange.said(), "", List.of(), ReplyEnd.COMPLETE);
    };
  }
}
