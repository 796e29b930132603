package dev.baton.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.model.Source;
import dev.baton.agent.model.Sources;
import dev.baton.provider.testing.StubAnswer;
import dev.baton.provider.testing.StubRequest;
import java.util.List;

/**
 * What a provider's model says to each specialist: it splits, searches, reads, claims with one
 * quote that is nowhere, writes with one sentence that has no source, and accepts.
 */
final class ProviderBrain {

  static final String SPLITS = "You split a question";
  static final String RESEARCHES = "You find out what documents say";
  static final String WRITES = "You write the answer to a question";
  static final String JUDGES = "You review a draft";

  static final String INVENTED = "The moon is made of cheese";

  private static final int CLAIMS = 4;

  private ProviderBrain() {}

  static StubAnswer answer(StubRequest request) {
    String system = request.system();
    if (system.startsWith(SPLITS)) {
      return StubAnswer.text(
          """
          {"facets":["When is a copy released?","What happens if the link breaks in the middle of a copy?"]}\
          """);
    }
    if (system.startsWith(RESEARCHES)) {
      return researches(request);
    }
    if (system.startsWith(JUDGES)) {
      return StubAnswer.text("{\"accept\": true, \"score\": 0.9, \"issues\": []}");
    }
    if (system.startsWith(WRITES)) {
      return writes(request);
    }
    throw new IllegalStateException("instructions: " + system + " (expected: a specialist's)");
  }

  private static StubAnswer researches(StubRequest request) {
    List<String> texts = request.texts();
    if (request.turns() == 0) {
      return StubAnswer.call("search", Json.canonical(Json.object().put("query", request.last())));
    }
    ObjectNode found =
        texts.stream()
            .flatMap(text -> Json.readObject(text).stream())
            .filter(output -> output.has("passages"))
            .findFirst()
            .orElseThrow();
    if (request.turns() == 1) {
      JsonNode first = found.at("/passages/0");
      return StubAnswer.call(
          "read",
          Json.canonical(
              Json.object()
                  .put("source", first.path("source").asText())
                  .put("lineStart", first.path("lineStart").asInt())
                  .put("lineEnd", first.path("lineEnd").asInt())));
    }
    return StubAnswer.text(Json.canonical(claims(found)));
  }

  private static ObjectNode claims(ObjectNode found) {
    ObjectNode reply = Json.object();
    ArrayNode claims = reply.putArray("claims");
    for (JsonNode passage : found.path("passages")) {
      if (claims.size() < CLAIMS) {
        claim(claims, "The documents say so.", passage, passage.path("text").asText());
      }
    }
    claim(claims, INVENTED + ".", found.at("/passages/0"), INVENTED + ".");
    return reply;
  }

  private static void claim(ArrayNode claims, String text, JsonNode passage, String quote) {
    ObjectNode claim = claims.addObject().put("claim", text);
    claim
        .putArray("quotes")
        .addObject()
        .put("source", passage.path("source").asText())
        .put("lineStart", passage.path("lineStart").asInt())
        .put("lineEnd", passage.path("lineEnd").asInt())
        .put("quote", quote);
  }

  private static StubAnswer writes(StubRequest request) {
    StringBuilder text = new StringBuilder(INVENTED + ".\n\n");
    for (Source source : Sources.parse(request.last()).orElseThrow().passages()) {
      text.append(source.text().replaceAll("([.!?])(?= |$)", "$1 [" + source.number() + "]"))
          .append('\n');
    }
    return StubAnswer.text(text.toString());
  }
}
