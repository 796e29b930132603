package dev.baton.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.baton.agent.json.Json;
import dev.baton.agent.tool.ToolSpec;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Puts a tool into LangChain4j's words: the properties of its arguments as they are written, and
 * the definitions that they refer to.
 *
 * <p>Older schemas keep definitions under {@code definitions}, newer ones under {@code $defs}; only
 * the newer place reaches every provider, so what refers to the older one is made to refer to it.
 */
final class ToolSpecifications {

  private static final String NEWER = "$defs";
  private static final String OLDER = "definitions";
  private static final String REFERENCE = "$ref";

  private ToolSpecifications() {}

  static ToolSpecification of(ToolSpec tool) {
    ObjectNode schema =
        Json.readObject(tool.argumentsSchema())
            .orElseThrow(() ->
                new IllegalStateException(
                    "arguments of tool %s: no JSON object (expected: a JSON Schema)"
                        .formatted(tool.name())));
    schema.forEach(ToolSpecifications::referToNewer);
    JsonObjectSchema.Builder parameters = JsonObjectSchema.builder();
    parameters.addProperties(elements(schema.path("properties")));
    parameters.definitions(definitions(schema));
    parameters.required(required(schema));
    if (schema.path("additionalProperties").isBoolean()) {
      parameters.additionalProperties(schema.path("additionalProperties").booleanValue());
    }
    return ToolSpecification.builder()
        .name(tool.name())
        .description(tool.description())
        .parameters(parameters.build())
        .build();
  }

  private static Map<String, JsonSchemaElement> definitions(ObjectNode schema) {
    Map<String, JsonSchemaElement> all = elements(schema.path(OLDER));
    all.putAll(elements(schema.path(NEWER)));
    return all;
  }

  private static Map<String, JsonSchemaElement> elements(JsonNode byName) {
    Map<String, JsonSchemaElement> elements = new LinkedHashMap<>();
    for (Entry<String, JsonNode> one : byName.properties()) {
      // A schema may be a mere true, which LangChain4j does not know.
      String schema = one.getValue().isObject() ? one.getValue().toString() : "{}";
      elements.put(one.getKey(), JsonRawSchema.from(schema));
    }
    return elements;
  }

  private static List<String> required(ObjectNode schema) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    return required;
  }

  /** A schema of one place only: nobody else holds the tree. */
  private static void referToNewer(JsonNode schema) {
    String older = "#/" + OLDER + "/";
    String target = schema.path(REFERENCE).asText();
    if (schema instanceof ObjectNode object
        && object.path(REFERENCE).isTextual()
        && target.startsWith(older)) {
      object.set(
          REFERENCE, TextNode.valueOf("#/" + NEWER + "/" + target.substring(older.length())));
    }
    schema.forEach(ToolSpecifications::referToNewer);
  }
}
