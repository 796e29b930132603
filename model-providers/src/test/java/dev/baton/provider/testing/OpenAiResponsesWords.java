package dev.baton.provider.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's responses. */
final class OpenAiResponsesWords implements StubWords {

  @Override
  public boolean streams(StubRequest request) {
    return request.body().path("stream").asBoolean();
  }

  @Override
  public ObjectNode whole(StubRequest request, StubAnswer.Says says) {
    return response(says).put("model", request.body().path("model").asText());
  }

  private static ObjectNode response(StubAnswer.Says says) {
    ObjectNode body = Json.object().put("id", "r-1").put("object", "response").putNull("error");
    boolean cut = says.finish() == StubAnswer.Finish.LENGTH;
    body.put("status", cut ? "incomplete" : "completed");
    if (cut) {
      body.putObject("incomplete_details").put("reason", "max_output_tokens");
    }
    ArrayNode output = body.putArray("output");
    output.addObject().put("type", "reasoning").put("id", "rs-1").putArray("summary");
    if (!says.text().isEmpty()) {
      ObjectNode message = output.addObject().put("type", "message").put("role", "assistant");
      ObjectNode part = message.putArray("content").addObject();
      boolean refused = says.finish() == StubAnswer.Finish.REFUSAL;
      part.put("type", refused ? "refusal" : "output_text");
      part.put(refused ? "refusal" : "text", says.text());
    }
    says.calls().forEach(call -> output.add(call(call)));
    usage(body.putObject("usage"), says.counts());
    return body;
  }

  private static void usage(ObjectNode usage, StubAnswer.Counts counts) {
    usage.put("input_tokens", counts.input()).put("output_tokens", counts.output());
    usage.put("total_tokens", counts.input() + counts.output());
    usage
        .putObject("input_tokens_details")
        .put("cached_tokens", counts.cached())
        .put("cache_write_tokens", counts.written());
  }

  private static ObjectNode call(StubAnswer.Call call) {
    return Json.object()
        .put("type", "function_call")
        .put("id", "item-" + call.id())
        .put("call_id", call.id())
        .put("name", call.tool())
        .put("arguments", call.argumentsJson());
  }

  private static Event event(String type, ObjectNode data) {
    return new Event(type, data.put("type", type).toString());
  }

  private static ObjectNode with(String key, ObjectNode value) {
    ObjectNode data = Json.object();
    data.set(key, value);
    return data;
  }

  @Override
  public List<Event> beginning(StubRequest request, StubAnswer.Counts counts) {
    ObjectNode begun = Json.object().put("id", "r-1").put("status", "in_progress");
    return List.of(event("response.created", with("response", begun.putNull("error"))));
  }

  @Override
  public Event piece(String text) {
    return event("response.output_text.delta", Json.object().put("delta", text));
  }

  @Override
  public List<Event> end(StubAnswer.Says says) {
    List<Event> events = new ArrayList<>();
    if (says.finish() == StubAnswer.Finish.REFUSAL) {
      events.add(event("response.refusal.delta", Json.object().put("delta", says.text())));
    }
    for (StubAnswer.Call call : says.calls()) {
      ObjectNode begun = call(call).put("arguments", "");
      events.add(event("response.output_item.added", with("item", begun)));
      events.add(event("response.output_item.done", with("item", call(call))));
    }
    ObjectNode whole = response(says);
    events.add(event("response." + whole.path("status").asText(), with("response", whole)));
    return events;
  }

  @Override
  public Event error(String message) {
    return event("error", Json.object().put("code", "server_error").put("message", message));
  }
}
