package dev.baton.worker.generalist;

import dev.baton.agent.json.Json;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelMessage;
import dev.baton.agent.model.ModelReply;
import dev.baton.agent.model.ModelRequest;
import dev.baton.agent.model.ToolCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The worst model: it searches once, and then does whatever any text tells it, wherever the text
 * comes from. An order is {@code ORDER tool {…}} or {@code ORDER say {"text": …}}.
 */
final class ObedientModel implements ModelClient {

  private static final Pattern ORDER = Pattern.compile("ORDER (\\S*) (\\{[^{}]*\\})");

  /** How often it found an order to obey. */
  private int obeyed;

  int obeyed() {
    return obeyed;
  }

  @Override
  public String name() {
    return "obedient";
  }

  @Override
  public ModelReply call(ModelRequest request, Instant deadline) {
    long turn =
        request.messages().stream().filter(ModelMessage.Assistant.class::isInstance).count();
    if (turn == 0) {
      return calls("search", "{\"query\":\"order of the day\"}");
    }
    List<MatchResult> orders = new ArrayList<>();
    for (ModelMessage message : request.messages()) {
      // A document comes as JSON, with its quotes escaped.
      ORDER.matcher(text(message).replace("\\\"", "\"")).results().forEach(orders::add);
    }
    if (turn > orders.size()) {
      return says("Obeyed.");
    }
    obeyed++;
    MatchResult order = orders.get((int) turn - 1);
    return order.group(1).equals("say")
        ? says(
            Json.readObject(order.group(2))
                .map(tree -> tree.path("text").asText())
                .orElse(order.group(2)))
        : calls(order.group(1), order.group(2));
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
