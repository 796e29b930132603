package dev.baton.agent.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.schemas.Task;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a reviewer found wrong with a draft, in a form that the next writer can act on: the fields
 * of a review task's result. Immutable.
 *
 * @param issues each names the sentence or citation and what was expected; at most {@value
 *     #MAX_ENTRIES} of at most {@value #MAX_CHARS} characters
 * @param citations the citations that could not be confirmed; at most {@value #MAX_ENTRIES}
 * @param sentences the sentences that must not come again, without their marks; bounded like issues
 */
public record ReviewNotes(
    List<String> issues, List<FlaggedCitation> citations, List<String> sentences) {

  /** The most entries of each list. */
  public static final int MAX_ENTRIES = 12;

  /** The most characters of an issue or a sentence. */
  public static final int MAX_CHARS = 300;

  /** No review, or nothing to find fault with. */
  public static final ReviewNotes NONE = new ReviewNotes(List.of(), List.of(), List.of());

  private static final String VERDICT = "verdict";
  private static final String ACCEPT = "accept";
  private static final String REDO = "redo";

  /** Keeps the first entries of each list, cut to their bounds. */
  public ReviewNotes {
    issues = bounded(issues);
    citations = citations.stream().limit(MAX_ENTRIES).toList();
    sentences = bounded(sentences);
  }

  /** Whether the draft may be given as it is. */
  public boolean accepted() {
    return issues.isEmpty();
  }

  /** The notes that a task was given under the key {@link Slices#REVIEW}; none without them. */
  public static ReviewNotes of(Task task) {
    return Slices.lastPart(task, Slices.REVIEW)
        .map(part -> parse(part.getFieldsJson()))
        .orElse(NONE);
  }

  /**
   * The JSON form: verdict, issues, flagged, sentences. The last entries are left out where they do
   * not fit into a result's fields.
   */
  public String toJson() {
    int entries = MAX_ENTRIES;
    String json = json(entries);
    while (entries > 0
        && json.getBytes(StandardCharsets.UTF_8).length > TaskOutcome.MAX_FIELDS_BYTES) {
      json = json(--entries);
    }
    return json;
  }

  private String json(int entries) {
    ObjectNode fields = Json.object();
    fields.put(VERDICT, accepted() ? ACCEPT : REDO);
    ArrayNode issueNodes = fields.putArray("issues");
    issues.stream().limit(entries).forEach(issueNodes::add);
    ArrayNode flagged = fields.putArray("flagged");
    for (FlaggedCitation citation : citations.subList(0, Math.min(entries, citations.size()))) {
      ObjectNode node = flagged.addObject();
      write(node.putObject("place"), citation.place());
      citation.moved().ifPresent(moved -> write(node.putObject("moved"), moved));
    }
    ArrayNode sentenceNodes = fields.putArray("sentences");
    sentences.stream().limit(entries).forEach(sentenceNodes::add);
    return Json.canonical(fields);
  }

  /** Reads the JSON form; what is missing or something else is left out. */
  public static ReviewNotes parse(String fieldsJson) {
    ObjectNode fields = Json.readObject(fieldsJson).orElseGet(Json::object);
    List<FlaggedCitation> flagged = new ArrayList<>();
    for (JsonNode node : fields.path("flagged")) {
      place(node.path("place"))
          .ifPresent(place -> flagged.add(new FlaggedCitation(place, place(node.path("moved")))));
    }
    return new ReviewNotes(texts(fields.path("issues")), flagged, texts(fields.path("sentences")));
  }

  private static void write(ObjectNode node, Place place) {
    node.put("corpus", place.corpus())
        .put("source", place.source())
        .put("lineStart", place.lineStart())
        .put("lineEnd", place.lineEnd());
  }

  private static Optional<Place> place(JsonNode node) {
    return node.isObject()
        ? Optional.of(
            new Place(
                node.path("corpus").asText(),
                node.path("source").asText(),
                node.path("lineStart").asInt(),
                node.path("lineEnd").asInt()))
        : Optional.empty();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static List<String> bounded(List<String> texts) {
    return texts.stream().limit(MAX_ENTRIES).map(ReviewNotes::cut).toList();
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS - 1) + "…";
  }
}
