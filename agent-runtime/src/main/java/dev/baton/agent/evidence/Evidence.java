package dev.baton.agent.evidence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * What the documents say about one facet of a question: the content of a research task's result, as
 * {@code {"facet": "…", "items": [{"corpus", "source", "lineStart", "lineEnd", "text", "quote",
 * "headings", "score"}, …]}}. Immutable.
 *
 * @param facet the part of the question that it is about
 * @param items best first; empty where the documents say nothing
 * @param claims what a model made of the items; empty where none did
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Evidence(
    String facet,
    List<EvidenceItem> items,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SupportedClaim> claims) {

  /** The most items that one facet may have. */
  public static final int MAX_ITEMS = 200;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Evidence of which nobody made claims. */
  public Evidence(String facet, List<EvidenceItem> items) {
    this(facet, items, List.of());
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the facet is missing, there are too many items or claims,
   *     or a claim names an item that is not there
   */
  public Evidence {
    claims = claims == null ? List.of() : List.copyOf(claims);
    items = items == null ? List.of() : List.copyOf(items);
    if (facet == null || facet.isBlank()) {
      throw new IllegalArgumentException("evidence facet: missing (expected: a text)");
    }
    if (items.size() > MAX_ITEMS) {
      throw new IllegalArgumentException(
          "evidence items: %d (expected: at most %d)".formatted(items.size(), MAX_ITEMS));
    }
    int known = items.size();
    if (claims.size() > MAX_ITEMS
        || !claims.stream()
            .allMatch(claim -> claim.items().stream().allMatch(at -> at >= 0 && at < known))) {
      throw new IllegalArgumentException(
          "evidence claims: %d (expected: at most %d, each of some of the %d items)"
              .formatted(claims.size(), MAX_ITEMS, known));
    }
  }

  /** The JSON form. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("evidence cannot be written as JSON", e);
    }
  }

  /**
   * Reads the JSON form; keys that it does not know are passed over.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Evidence parse(String json) {
    try {
      Evidence evidence = JSON.readValue(json, Evidence.class);
      if (evidence == null) {
        throw new IllegalArgumentException("evidence: null (expected: facet and items)");
      }
      return evidence;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "evidence: %s (expected: facet and items)".formatted(e.getOriginalMessage()), e);
    }
  }
}
