package dev.baton.provider.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request as the stub got it.
 *
 * @param path of the URL
 * @param headers by lower-case name
 * @param body the JSON
 */
public record StubRequest(String path, Map<String, String> headers, JsonNode body) {

  /** Copies the headers. */
  public StubRequest {
    headers = Map.copyOf(headers);
  }

  /** The role's own instructions, in any protocol. */
  public String system() {
    if (body.has("contents")) {
      return text(body.path("systemInstruction").path("parts"));
    }
    JsonNode system = body.path("system");
    if (!system.isMissingNode()) {
      return text(system);
    }
    for (JsonNode message : messages()) {
      if (message.path("role").asText().equals("system")) {
        return text(message.path("content"));
      }
    }
    return "";
  }

  /** Messages of all protocols but Gemini; OpenAI's responses take other items among them. */
  private JsonNode messages() {
    return body.path(body.has("input") ? "input" : "messages");
  }

  /** The model that is asked. */
  public String model() {
    String named = body.path("model").asText();
    return named.isEmpty() ? path.replaceAll(".*/models/|:.*", "") : named;
  }

  /** The last message's text, tool outputs included. */
  public String last() {
    JsonNode contents = body.path("contents");
    if (contents.isArray()) {
      JsonNode parts = contents.path(contents.size() - 1).path("parts");
      return text(parts) + parts.path(0).path("functionResponse").path("response");
    }
    JsonNode last = messages().path(messages().size() - 1);
    return text(last.path("content")) + last.path("output").asText();
  }

  /** The text of every message, oldest first, and what each tool said. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (JsonNode message : messages()) {
      texts.add(text(message.path("content")) + message.path("output").asText());
    }
    for (JsonNode content : body.path("contents")) {
      texts.add(text(content.path("parts")));
      for (JsonNode part : content.path("parts")) {
        part.at("/functionResponse/response").forEach(said -> texts.add(said.asText()));
      }
    }
    return texts;
  }

  /** How often the model has spoken in this conversation. */
  public long turns() {
    long turns = 0;
    boolean speaking = false;
    for (JsonNode list : List.of(messages(), body.path("contents"))) {
      for (JsonNode message : list) {
        boolean model =
            List.of("assistant", "model").contains(message.path("role").asText())
                || message.path("type").asText().equals("function_call");
        turns += model && !speaking ? 1 : 0;
        speaking = model;
      }
    }
    return turns;
  }

  /** The names of the tools that are offered. */
  public List<String> tools() {
    List<String> names = new ArrayList<>();
    for (JsonNode tool : body.at("/tools/0/functionDeclarations")) {
      names.add(tool.path("name").asText());
    }
    for (JsonNode tool : body.path("tools")) {
      if (tool.has("functionDeclarations")) {
        continue;
      }
      names.add(tool.path("function").path("name").asText(tool.path("name").asText()));
    }
    return names;
  }

  private static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode block : content) {
      text.append(block.path("text").asText()).append(text(block.path("content")));
    }
    return text.toString();
  }
}
