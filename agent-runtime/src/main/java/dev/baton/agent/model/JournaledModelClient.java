package dev.baton.agent.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.journal.ExecutionJournal;
import dev.baton.agent.journal.JournaledCall;
import dev.baton.agent.json.Json;
import dev.baton.agent.tool.ToolSpec;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.JournalKind;
import dev.baton.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The model as one execution sees it: each call is journaled and counted against the execution's
 * tokens. Used by one thread at a time.
 */
public final class JournaledModelClient implements ModelClient {

  /** The most characters of a reply, calls of tools included; the rest is cut off. */
  static final int MAX_REPLY_CHARS = 256 * 1024;

  private final ModelClient model;
  private final ExecutionJournal journal;
  private final Allowance allowance;
  private final IntFunction<TextListener> listeners;

  /**
   * A journaled model whose replies nobody sees before they are whole.
   *
   * @param model who is asked
   * @param journal where the calls are recorded
   * @param allowance what the attempt may spend
   */
  public JournaledModelClient(ModelClient model, ExecutionJournal journal, Allowance allowance) {
    this(model, journal, allowance, _ -> TextListener.NONE);
  }

  /**
   * A journaled model.
   *
   * @param model who is asked
   * @param journal where the calls are recorded
   * @param allowance what the attempt may spend
   * @param listeners by a call's place in the execution, who hears a reply that streams; a call
   *     that the journal answers is not heard again
   */
  public JournaledModelClient(
      ModelClient model,
      ExecutionJournal journal,
      Allowance allowance,
      IntFunction<TextListener> listeners) {
    this.model = model;
    this.journal = journal;
    this.allowance = allowance;
    this.listeners = listeners;
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
  public String name() {
    return model.name();
  }

  @Override
  public ModelClient avoiding(Collection<String> names) {
    return new JournaledModelClient(model.avoiding(names), journal, allowance, listeners);
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline) throws InterruptedException {
    String digest = Json.sha256(Json.canonical(tree(request)));
    String reply =
        journal.answer(JournalKind.MODEL_CALL, model.name(), digest, () -> ask(request, deadline));
    return accepted(read(reply));
  }

  /** A refusal is journaled and paid before it ends the task. */
  private static ModelReply accepted(ModelReply reply) {
    if (reply.end() == ReplyEnd.REFUSED) {
      throw new TaskFailureException(
          FailureClass.REFUSED,
          "model %s: refused%s"
              .formatted(reply.model(), reply.text().isBlank() ? "" : ": " + reply.text()));
    }
    return reply;
  }

  private JournaledCall.Reply ask(ModelRequest request, Instant deadline)
      throws InterruptedException {
    ContextWindow.Fitted fitted =
        model
            .window()
            .map(tokens -> new ContextWindow(model.name(), tokens).fit(request))
            .orElseGet(() -> new ContextWindow.Fitted(request, Optional.empty()));
    int most = allowance.outputTokens(fitted.request(), model, journal.spentByAttempt());
    long begin = System.nanoTime();
    TextListener listener =
        request.streams() ? listeners.apply(journal.index()) : TextListener.NONE;
    ModelReply reply =
        bounded(model.call(fitted.request().withMaxOutputTokens(most), deadline, listener));
    Usage usage =
        Usage.newBuilder()
            .setInputTokens(reply.inputTokens())
            .setOutputTokens(reply.outputTokens())
            .setCachedTokens(reply.cachedTokens())
            .setCostMicros(reply.costMicros())
            .setModelCalls(1)
            .setDurationMillis(Duration.ofNanos(System.nanoTime() - begin).toMillis())
            .setModels(List.of(reply.model()))
            .build();
    return new JournaledCall.Reply(
        Json.canonical(tree(reply)),
        usage,
        fitted.note(),
        Optional.of(Json.sha256(request.system())));
  }

  /** A reply beyond every bound is paid, and too large for the journal: a part of it is kept. */
  private static ModelReply bounded(ModelReply reply) {
    int calls = reply.toolCalls().stream().mapToInt(call -> call.argumentsJson().length()).sum();
    if (reply.text().length() + calls <= MAX_REPLY_CHARS) {
      return reply;
    }
    String text = reply.text();
    return new ModelReply(
        reply.model(),
        text.length() <= MAX_REPLY_CHARS ? text : text.substring(0, MAX_REPLY_CHARS),
        List.of(),
        reply.inputTokens(),
        reply.outputTokens(),
        reply.cachedTokens(),
        reply.costMicros(),
        reply.end() == ReplyEnd.REFUSED ? ReplyEnd.REFUSED : ReplyEnd.CUT_OFF);
  }

  private static ObjectNode tree(ModelRequest request) {
    ObjectNode tree = Json.object();
    tree.put("purpose", request.purpose())
        .put("system", request.system())
        .put("maxOutputTokens", request.maxOutputTokens());
    request.outputSchema().ifPresent(schema -> tree.put("outputSchema", schema));
    ArrayNode messages = tree.putArray("messages");
    request.messages().forEach(message -> messages.add(tree(message)));
    ArrayNode tools = tree.putArray("tools");
    for (ToolSpec tool : request.tools()) {
      tools
          .addObject()
          .put("name", tool.name())
          .put("description", tool.description())
          .put("schema", tool.argumentsSchema());
    }
    return tree;
  }

  private static ObjectNode tree(ModelMessage message) {
    return switch (message) {
      case ModelMessage.User(String text) -> Json.object().put("user", text);
      case ModelMessage.Assistant(String text, List<ToolCall> calls) -> {
        ObjectNode tree = Json.object().put("assistant", text);
        addCalls(tree, calls);
        yield tree;
      }
      case ModelMessage.ToolOutput(String callId, String tool, String text) ->
          Json.object().put("callId", callId).put("tool", tool).put("output", text);
    };
  }

  private static ObjectNode tree(ModelReply reply) {
    ObjectNode tree = Json.object();
    tree.put("model", reply.model()).put("text", reply.text());
    tree.put("inputTokens", reply.inputTokens())
        .put("outputTokens", reply.outputTokens())
        .put("cachedTokens", reply.cachedTokens())
        .put("costMicros", reply.costMicros())
        .put("end", reply.end().name());
    addCalls(tree, reply.toolCalls());
    return tree;
  }

  private static void addCalls(ObjectNode tree, List<ToolCall> calls) {
    ArrayNode array = tree.putArray("toolCalls");
    for (ToolCall call : calls) {
      ObjectNode one =
          array
              .addObject()
              .put("id", call.id())
              .put("tool", call.tool())
              .put("arguments", call.argumentsJson());
      call.signature().ifPresent(signature -> one.put("signature", signature));
    }
  }

  private static ModelReply read(String replyJson) {
    ObjectNode tree =
        Json.readObject(replyJson)
            .orElseThrow(
                () -> new IllegalStateException("journal: reply of a model is no JSON object"));
    List<ToolCall> calls = new ArrayList<>();
    for (JsonNode call : tree.path("toolCalls")) {
      calls.add(
          new ToolCall(
              call.path("id").asText(),
              call.path("tool").asText(),
              call.path("arguments").asText(),
              Optional.ofNullable(call.path("signature").textValue())));
    }
    return new ModelReply(
        tree.path("model").asText(),
        tree.path("text").asText(),
        calls,
        tree.path("inputTokens").asLong(),
        tree.path("outputTokens").asLong(),
        tree.path("cachedTokens").asLong(),
        tree.path("costMicros").asLong(),
        ReplyEnd.valueOf(tree.path("end").asText(ReplyEnd.COMPLETE.name())));
  }
}
