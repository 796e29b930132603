package dev.baton.provider.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's chat completions. */
final class OpenAiWords implements StubWords {

  @Override
  public boolean streams(StubRequest request) {
    return request.body().path("stream").asBoolean();
  }

  @Override
  public ObjectNode whole(StubRequest request, StubAnswer.Says says) {
    ObjectNode body = Json.object().put("id", "c-1").put("object", "chat.completion");
    body.put("model", request.body().path("model").asText());
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    boolean refused = says.finish() == StubAnswer.Finish.REFUSAL;
    message.put(refused ? "refusal" : "content", says.text());
    if (!says.calls().isEmpty()) {
      calls(message.putArray("tool_calls"), says.calls());
    }
    choice.put("finish_reason", reason(says));
    usage(body, says.counts());
    return body;
  }

  private static void calls(ArrayNode calls, List<StubAnswer.Call> said) {
    for (StubAnswer.Call call : said) {
      ObjectNode one = calls.addObject().put("index", calls.size() - 1).put("id", call.id());
      one.put("type", "function")
          .putObject("function")
          .put("name", call.tool())
          .put("arguments", call.argumentsJson());
    }
  }

  private static String reason(StubAnswer.Says says) {
    return switch (says.finish()) {
      case LENGTH -> "length";
      case STOP, REFUSAL -> says.calls().isEmpty() ? "stop" : "tool_calls";
    };
  }

  private static void usage(ObjectNode body, StubAnswer.Counts counts) {
    ObjectNode usage = body.putObject("usage").put("prompt_tokens", counts.input());
    usage.put("completion_tokens", counts.output());
    usage.put("total_tokens", counts.input() + counts.output());
    usage.putObject("prompt_tokens_details").put("cached_tokens", counts.cached());
  }

  private static ObjectNode chunk() {
    return Json.object().put("id", "c-1").put("object", "chat.completion.chunk").put("model", "m");
  }

  private static ObjectNode choice(ObjectNode chunk) {
    return chunk.putArray("choices").addObject().put("index", 0);
  }

  @Override
  public List<Event> beginning(StubRequest request, StubAnswer.Counts counts) {
    ObjectNode chunk = chunk();
    choice(chunk).putObject("delta").put("role", "assistant").put("content", "");
    return List.of(new Event(chunk));
  }

  @Override
  public Event piece(String text) {
    ObjectNode chunk = chunk();
    choice(chunk).putObject("delta").put("content", text);
    return new Event(chunk);
  }

  @Override
  public List<Event> end(StubAnswer.Says says) {
    List<Event> events = new ArrayList<>();
    if (says.finish() == StubAnswer.Finish.REFUSAL) {
      ObjectNode refusal = chunk();
      choice(refusal).putObject("delta").put("refusal", says.text());
      events.add(new Event(refusal));
    }
    if (!says.calls().isEmpty()) {
      ObjectNode called = chunk();
      calls(choice(called).putObject("delta").putArray("tool_calls"), says.calls());
      events.add(new Event(called));
    }
    ObjectNode last = chunk();
    choice(last).put("finish_reason", reason(says)).putObject("delta");
    events.add(new Event(last));
    ObjectNode paid = chunk();
    paid.putArray("choices");
    usage(paid, says.counts());
    events.add(new Event(paid));
    events.add(new Event("", "[DONE]"));
    return events;
  }

  @Override
  public Event error(String message) {
    return new Event(Json.object().set("error", Json.object().put("message", message)));
  }
}
