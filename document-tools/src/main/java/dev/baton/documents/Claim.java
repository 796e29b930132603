package dev.baton.documents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.json.JsonSchemaCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model says that documents say. Untrusted until its quotes were looked up.
 *
 * @param text one sentence
 * @param quotes what carries it
 */
record Claim(String text, List<Quote> quotes) {

  /** The most claims on one facet. */
  static final int MAX_CLAIMS = 12;

  /** The most quotes of one claim. */
  static final int MAX_QUOTES = 3;

  private static final JsonSchemaCheck SCHEMA =
      JsonSchemaCheck.of(
          """
          {"type": "object", "required": ["claims"], "properties": {"claims": {"type": "array", "maxItems": %d, "items": {
            "type": "object", "required": ["claim", "quotes"], "properties": {
              "claim": {"type": "string", "minLength": 1, "maxLength": 600},
              "quotes": {"type": "array", "minItems": 1, "maxItems": %d, "items": {
                "type": "object", "required": ["source", "lineStart", "lineEnd", "quote"], "properties": {
                  "source": {"type": "string", "minLength": 1, "maxLength": 1024},
                  "lineStart": {"type": "integer", "minimum": 1},
                  "lineEnd": {"type": "integer", "minimum": 1},
                  "quote": {"type": "string", "minLength": 1, "maxLength": 1200}}}}}}}}}
          """
              .formatted(MAX_CLAIMS, MAX_QUOTES));

  Claim {
    quotes = List.copyOf(quotes);
  }

  /**
   * Words of a document.
   *
   * @param source path of the file, as the model says
   * @param lineStart first line, as the model says
   * @param lineEnd last line, at least lineStart
   * @param words what should stand there
   */
  record Quote(String source, int lineStart, int lineEnd, String words) {}

  /** Why a reply is no list of claims; empty where it is one. */
  static Optional<String> complaint(String reply) {
    return SCHEMA.complaint(Json.unfenced(reply));
  }

  /** The claims of a reply about which there is no complaint. */
  static List<Claim> read(String reply) {
    List<Claim> claims = new ArrayList<>();
    for (JsonNode claim : Json.readObject(Json.unfenced(reply)).orElseThrow().path("claims")) {
      List<Quote> quotes = new ArrayList<>();
      for (JsonNode quote : claim.path("quotes")) {
        int start = quote.path("lineStart").asInt();
        quotes.add(
            new Quote(
                quote.path("source").asText(),
                start,
                Math.max(start, quote.path("lineEnd").asInt()),
                quote.path("quote").asText()));
      }
      claims.add(new Claim(claim.path("claim").asText(), quotes));
    }
    return claims;
  }
}
