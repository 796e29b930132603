package dev.baton.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.search.Passage;
import dev.baton.search.PassageIndex;
import dev.baton.search.PassageKind;
import dev.baton.search.SkippedFile;
import java.util.ArrayList;
import java.util.List;

/** Passages as the search tool's output, and back. Stateless. */
final class PassageJson {

  /** Less than a tool's output may have, so that none is cut in the middle. */
  private static final int MAX_CHARS = 96 * 1024;

  private static final int MAX_SKIPPED = 5;

  private PassageJson() {}

  /**
   * The passages, best first; those that do not fit any more are left out and counted.
   *
   * @param index from which they come: says whether it was searched by meaning too, and which files
   *     could not be searched
   */
  static String write(List<Passage> passages, PassageIndex index) {
    return write(passages, index.skipped(), index.hasVectors());
  }

  static String write(List<Passage> passages, List<SkippedFile> skipped, boolean byMeaning) {
    ArrayNode array = Json.object().arrayNode();
    int chars = 0;
    int left = passages.size();
    for (Passage passage : passages) {
      ObjectNode node = node(passage);
      chars += node.toString().length();
      if (chars > MAX_CHARS) {
        break;
      }
      array.add(node);
      left--;
    }
    ObjectNode output = Json.object();
    output.set("passages", array);
    if (!skipped.isEmpty()) {
      ArrayNode files = output.put("unreadable", skipped.size()).putArray("unreadableFiles");
      skipped.stream()
          .limit(MAX_SKIPPED)
          .forEach(file -> files.addObject().put("path", file.path()).put("reason", file.reason()));
    }
    return output.put("byMeaning", byMeaning).put("leftOut", left).toString();
  }

  /** The passages of an output; none where it is something else, for example a refusal. */
  static List<Passage> read(String json) {
    List<Passage> passages = new ArrayList<>();
    for (JsonNode node : Json.readObject(json).orElseGet(Json::object).path("passages")) {
      List<String> headings = new ArrayList<>();
      node.path("headings").forEach(heading -> headings.add(heading.asText()));
      passages.add(
          new Passage(
              node.path("corpus").asText(),
              node.path("source").asText(),
              node.path("lineStart").asInt(),
              node.path("lineEnd").asInt(),
              PassageKind.valueOf(node.path("kind").asText()),
              node.path("text").asText(),
              headings,
              node.path("score").asDouble(),
              node.path("digest").asText()));
    }
    return passages;
  }

  private static ObjectNode node(Passage passage) {
    ObjectNode node =
        Json.object()
            .put("corpus", passage.corpus())
            .put("source", passage.source())
            .put("lineStart", passage.lineStart())
            .put("lineEnd", passage.lineEnd())
            .put("kind", passage.kind().name())
            .put("text", passage.text())
            .put("score", passage.score())
            .put("digest", passage.digest());
    ArrayNode headings = node.putArray("headings");
    passage.headings().forEach(headings::add);
    return node;
  }
}
