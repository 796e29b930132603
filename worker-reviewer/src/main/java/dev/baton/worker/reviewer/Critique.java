package dev.baton.worker.reviewer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model thinks of a draft.
 *
 * @param accept whether it would give the draft as it is
 * @param score 0 (useless) to 1
 * @param issues the gravest first
 * @param model who says so
 */
record Critique(boolean accept, double score, List<ReviewIssue> issues, String model) {

  /** The most issues of one critique. */
  static final int MAX_ISSUES = 12;

  /** What a model's reply must be. */
  static final String SCHEMA =
      """
      {"type": "object", "required": ["accept", "score", "issues"], "additionalProperties": false, "properties": {
        "accept": {"type": "boolean"},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "issues": {"type": "array", "maxItems": %d, "items": {
          "type": "object", "required": ["place", "what", "severity"], "additionalProperties": false, "properties": {
            "place": {"type": "string", "maxLength": 600},
            "what": {"type": "string", "minLength": 1, "maxLength": 1200},
            "severity": {"enum": ["minor", "major", "critical"]}}}}}}
      """
          .formatted(MAX_ISSUES);

  Critique {
    issues = List.copyOf(issues);
  }

  /** What contradicts itself in a reply that fits the schema; empty where nothing does. */
  static Optional<String> contradiction(String reply) {
    Critique critique = read(reply, "", "");
    boolean grave = critique.gravest().compareTo(Severity.MINOR) > 0;
    if (!critique.accept() && critique.issues().isEmpty()) {
      return Optional.of("accept is false without an issue (expected: what is to be done)");
    }
    return critique.accept() && grave
        ? Optional.of(
            "accept is true beside a major or critical issue (expected: one or the other)")
        : Optional.empty();
  }

  /**
   * Reads a reply that fits the schema. A place that does not stand in the draft is none.
   *
   * @param draft in which the places lie
   * @param model who replied
   */
  static Critique read(String reply, String draft, String model) {
    ObjectNode tree = Json.readObject(reply).orElseThrow();
    String text = oneLine(draft);
    List<ReviewIssue> issues = new ArrayList<>();
    for (JsonNode issue : tree.path("issues")) {
      String place = oneLine(issue.path("place").asText());
      issues.add(
          new ReviewIssue(
              place.isEmpty() || !text.contains(place) ? ReviewIssue.WHOLE : place,
              issue.path("what").asText(),
              Severity.of(issue.path("severity").asText())));
    }
    return new Critique(
        tree.path("accept").asBoolean(), tree.path("score").asDouble(), issues, model);
  }

  private Severity gravest() {
    return issues.stream()
        .map(ReviewIssue::severity)
        .max(Severity::compareTo)
        .orElse(Severity.MINOR);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
