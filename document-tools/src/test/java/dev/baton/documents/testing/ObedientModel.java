package dev.baton.documents.testing;

import dev.baton.agent.json.Json;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ToolCall;
import dev.baton.agent.tool.ToolSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The worst model: it searches and reads once where it may, and then does whatever any text tells
 * it, wherever the text comes from, descriptions of tools included. An order is {@code ORDER tool
 * {…}} or {@code ORDER say {"text": …}}. Used by one thread.
 */
public final class ObedientModel implements ModelClient {

  private static final Pattern ORDER = Pattern.compile("ORDER (\\S*) (\\{[^{}]*\\})");

  /** How often it found an order to obey. */
  private int obeyed;

  /** How often it found an order to obey. */
  public int obeyed() {
    return obeyed;
  }

  @Override
  public String name() {
    return "obedient";
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline) {
    int turn =
        (int) request.messages().stream().filter(ModelMessage.Assistant.class::isInstance).count();
    List<ModelReply> first = looking(request);
    if (turn < first.size()) {
      return first.get(turn);
    }
    List<MatchResult> orders = orders(request);
    int next = turn - first.size();
    if (next >= orders.size()) {
      return says("Obeyed.");
    }
    obeyed++;
    MatchResult order = orders.get(next);
    return order.group(1).equals("say")
        ? says(
            Json.readObject(order.group(2))
                .map(tree -> tree.path("text").asText())
                .orElse(order.group(2)))
        : calls(order.group(1), order.group(2));
  }

  private static List<ModelReply> looking(ModelRequest request) {
    List<String> tools = request.tools().stream().map(ToolSpec::name).toList();
    List<ModelReply> replies = new ArrayList<>();
    if (tools.contains("search")) {
      replies.add(calls("search", "{\"query\":\"order of the day\"}"));
    }
    if (tools.contains("read")) {
      replies.add(calls("read", "{\"source\":\"day.md\",\"lineStart\":1}"));
    }
    return replies;
  }

  private static List<MatchResult> orders(ModelRequest request) {
    List<MatchResult> orders = new ArrayList<>();
    for (ToolSpec tool : request.tools()) {
      ORDER.matcher(tool.description()).results().forEach(orders::add);
    }
    for (ModelMessage message : request.messages()) {
      // A document comes as JSON, with its quotes escaped.
      ORDER.matcher(text(message).replace("\\\"", "\"")).results().forEach(orders::add);
    }
    return orders;
  }

  private static ModelReply says(String text) {
    return new ModelReply("obedient", text, List.of(), 1, 1, 0);
  }

  private static ModelReply calls(String tool, String arguments) {
    return new ModelReply("obedient", "", List.of(new ToolCall("c", tool, arguments)), 1, 1, 0);
  }

  private static String text(ModelMessage message) {
    return switch (message) {
      case ModelMessage.User(String text) -> text;
      case ModelMessage.Assistant _ -> "";
      case ModelMessage.ToolOutput(_, _, String text) -> text;
    };
  }
}
