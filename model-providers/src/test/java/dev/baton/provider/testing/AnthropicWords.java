package dev.baton.provider.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Anthropic's messages. */
final class AnthropicWords implements StubWords {

  @Override
  public boolean streams(StubRequest request) {
    return request.body().path("stream").asBoolean();
  }

  @Override
  public ObjectNode whole(StubRequest request, StubAnswer.Says says) {
    ObjectNode body = message(request);
    ArrayNode content = body.putArray("content");
    if (!says.text().isEmpty()) {
      content.addObject().put("type", "text").put("text", says.text());
    }
    for (StubAnswer.Call call : says.calls()) {
      ObjectNode one = content.addObject().put("type", "tool_use").put("id", call.id());
      one.put("name", call.tool());
      one.set("input", Json.readObject(call.argumentsJson()).orElseGet(Json::object));
    }
    body.put("stop_reason", reason(says));
    input(body.putObject("usage"), says.counts()).put("output_tokens", says.counts().output());
    return body;
  }

  private static ObjectNode message(StubRequest request) {
    ObjectNode body = Json.object().put("id", "m-1").put("type", "message");
    return body.put("role", "assistant").put("model", request.body().path("model").asText());
  }

  private static ObjectNode input(ObjectNode usage, StubAnswer.Counts counts) {
    return usage
        .put("input_tokens", counts.input() - counts.cached() - counts.written())
        .put("cache_read_input_tokens", counts.cached())
        .put("cache_creation_input_tokens", counts.written());
  }

  private static String reason(StubAnswer.Says says) {
    return switch (says.finish()) {
      case LENGTH -> "max_tokens";
      case REFUSAL -> "refusal";
      case STOP -> says.calls().isEmpty() ? "end_turn" : "tool_use";
    };
  }

  private static Event event(String type, ObjectNode data) {
    return new Event(type, data.put("type", type).toString());
  }

  @Override
  public List<Event> beginning(StubRequest request, StubAnswer.Counts counts) {
    ObjectNode start = Json.object();
    ObjectNode message = message(request);
    message.putArray("content");
    input(message.putObject("usage"), counts).put("output_tokens", 1);
    start.set("message", message);
    ObjectNode block = Json.object().put("index", 0);
    block.putObject("content_block").put("type", "text").put("text", "");
    return List.of(
        event("message_start", start),
        event("content_block_start", block),
        event("ping", Json.object()));
  }

  @Override
  public Event piece(String text) {
    ObjectNode delta = Json.object().put("index", 0);
    delta.putObject("delta").put("type", "text_delta").put("text", text);
    return event("content_block_delta", delta);
  }

  @Override
  public List<Event> end(StubAnswer.Says says) {
    List<Event> events = new ArrayList<>();
    events.add(event("content_block_stop", Json.object().put("index", 0)));
    int index = 1;
    for (StubAnswer.Call call : says.calls()) {
      ObjectNode block = Json.object().put("index", index);
      block
          .putObject("content_block")
          .put("type", "tool_use")
          .put("id", call.id())
          .put("name", call.tool())
          .putObject("input");
      events.add(event("content_block_start", block));
      ObjectNode delta = Json.object().put("index", index);
      delta
          .putObject("delta")
          .put("type", "input_json_delta")
          .put("partial_json", call.argumentsJson());
      events.add(event("content_block_delta", delta));
      events.add(event("content_block_stop", Json.object().put("index", index++)));
    }
    ObjectNode last = Json.object();
    last.putObject("delta").put("stop_reason", reason(says));
    last.putObject("usage").put("output_tokens", says.counts().output());
    events.add(event("message_delta", last));
    events.add(event("message_stop", Json.object()));
    return events;
  }

  @Override
  public Event error(String message) {
    ObjectNode data = Json.object();
    data.putObject("error").put("type", "overloaded_error").put("message", message);
    return event("error", data);
  }
}
