package dev.baton.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.json.JsonSchemaCheck;
import java.util.Optional;

/**
 * What a server says about one of its tools.
 *
 * @param name as the server calls it
 * @param description as the server words it: untrusted text
 * @param argumentsSchema JSON Schema of the arguments, without what could cost time to check
 * @param digest SHA-256 of everything that the server said about it
 */
record ToolDefinition(String name, String description, String argumentsSchema, String digest) {

  /** The longest schema, in characters: it is paid with every call to the model. */
  static final int MAX_SCHEMA_CHARS = 32 * 1024;

  /** The longest description, in characters. */
  static final int MAX_DESCRIPTION_CHARS = 1_000;

  private static final int SHOWN_DIGEST_CHARS = 16;

  /**
   * Reads a definition.
   *
   * @param said the server's own object
   */
  static ToolDefinition of(ObjectNode said) {
    JsonNode schema = said.path("inputSchema");
    ObjectNode object = schema instanceof ObjectNode given ? given.deepCopy() : Json.object();
    object.remove("$schema");
    withoutPatterns(object);
    return new ToolDefinition(
        said.path("name").asText(),
        UntrustedText.line(said.path("description").asText(""), MAX_DESCRIPTION_CHARS),
        Json.canonical(object),
        Json.sha256(Json.canonical(said)));
  }

  /** Why no model can be offered it; empty where one can. */
  Optional<String> unusable() {
    if (argumentsSchema.length() > MAX_SCHEMA_CHARS) {
      return Optional.of(
          "schema of %d characters (expected: at most %d)"
              .formatted(argumentsSchema.length(), MAX_SCHEMA_CHARS));
    }
    try {
      JsonSchemaCheck.of(argumentsSchema);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(UntrustedText.line(String.valueOf(e.getMessage()), 200));
    }
  }

  String shortDigest() {
    return digest.substring(0, SHOWN_DIGEST_CHARS);
  }

  /** A stranger's regular expression can take for ever; the server checks its own. */
  private static void withoutPatterns(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("pattern").isTextual()) {
        object.remove("pattern");
      }
      if (object.path("patternProperties").isObject()) {
        object.remove("patternProperties");
        object.remove("additionalProperties");
      }
    }
    node.forEach(ToolDefinition::withoutPatterns);
  }
}
