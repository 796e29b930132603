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

  /** The role's own instructions, in either protocol. */
  public String system() {
    JsonNode system = body.path("system");
    if (!system.isMissingNode()) {
      return text(system);
    }
    for (JsonNode message : body.path("messages")) {
      if (message.path("role").asText().equals("system")) {
        return text(message.path("content"));
      }
    }
    return "";
  }

  /** The last message's text, tool outputs included. */
  public String last() {
    JsonNode messages = body.path("messages");
    return text(messages.path(messages.size() - 1).path("content"));
  }

  /** How often the model has spoken in this conversation. */
  public long turns() {
    long turns = 0;
    for (JsonNode message : body.path("messages")) {
      turns += message.path("role").asText().equals("assistant") ? 1 : 0;
    }
    return turns;
  }

  /** The names of the tools that are offered. */
  public List<String> tools() {
    List<String> names = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
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
