package dev.baton.provider.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import java.util.List;

/** Gemini's generateContent. */
final class GeminiWords implements StubWords {

  /** What the model signs its calls with. */
  static final String SIGNATURE = "c2lnbmF0dXJl";

  @Override
  public boolean streams(StubRequest request) {
    return request.path().endsWith(":streamGenerateContent");
  }

  @Override
  public ObjectNode whole(StubRequest request, StubAnswer.Says says) {
    ObjectNode body = Json.object();
    ObjectNode candidate = body.putArray("candidates").addObject().put("index", 0);
    ArrayNode parts = candidate.putObject("content").put("role", "model").putArray("parts");
    if (!says.text().isEmpty()) {
      parts.addObject().put("text", says.text());
    }
    calls(parts, says.calls());
    candidate.put("finishReason", reason(says));
    usage(body, says.counts());
    return body;
  }

  private static void calls(ArrayNode parts, List<StubAnswer.Call> calls) {
    for (StubAnswer.Call call : calls) {
      ObjectNode part = parts.addObject();
      part.putObject("functionCall")
          .put("name", call.tool())
          .set("args", Json.readObject(call.argumentsJson()).orElseGet(Json::object));
      part.put("thoughtSignature", SIGNATURE);
    }
  }

  private static String reason(StubAnswer.Says says) {
    return switch (says.finish()) {
      case LENGTH -> "MAX_TOKENS";
      case REFUSAL -> "SAFETY";
      case STOP -> "STOP";
    };
  }

  /** Two tokens of the output are thoughts. */
  private static void usage(ObjectNode body, StubAnswer.Counts counts) {
    long thoughts = Math.min(2, counts.output());
    body.putObject("usageMetadata")
        .put("promptTokenCount", counts.input())
        .put("candidatesTokenCount", counts.output() - thoughts)
        .put("thoughtsTokenCount", thoughts)
        .put("cachedContentTokenCount", counts.cached())
        .put("totalTokenCount", counts.input() + counts.output());
  }

  @Override
  public List<Event> beginning(StubRequest request, StubAnswer.Counts counts) {
    return List.of();
  }

  @Override
  public Event piece(String text) {
    ObjectNode body = Json.object();
    ObjectNode candidate = body.putArray("candidates").addObject().put("index", 0);
    candidate
        .putObject("content")
        .put("role", "model")
        .putArray("parts")
        .addObject()
        .put("text", text);
    return new Event(body);
  }

  @Override
  public List<Event> end(StubAnswer.Says says) {
    ObjectNode body = Json.object();
    ObjectNode candidate = body.putArray("candidates").addObject().put("index", 0);
    ArrayNode parts = candidate.putObject("content").put("role", "model").putArray("parts");
    calls(parts, says.calls());
    if (parts.isEmpty()) {
      parts.addObject().put("text", "");
    }
    candidate.put("finishReason", reason(says));
    usage(body, says.counts());
    return List.of(new Event(body));
  }

  @Override
  public Event error(String message) {
    ObjectNode body = Json.object();
    body.putObject("error").put("code", 503).put("message", message).put("status", "UNAVAILABLE");
    return new Event(body);
  }
}
