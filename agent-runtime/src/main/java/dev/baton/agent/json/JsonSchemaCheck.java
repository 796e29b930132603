package dev.baton.agent.json;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks texts against one JSON Schema (draft 2020-12). Thread-safe. */
public final class JsonSchemaCheck {

  /** Errors named in one message. */
  private static final int MAX_ERRORS = 5;

  private final Schema schema;

  private JsonSchemaCheck(Schema schema) {
    this.schema = schema;
  }

  /**
   * A check.
   *
   * @param schemaJson the schema; references to other documents are never fetched
   * @throws IllegalArgumentException if it is no JSON Schema
   */
  public static JsonSchemaCheck of(String schemaJson) {
    if (Json.readObject(schemaJson).isEmpty()) {
      throw new IllegalArgumentException(
          "JSON Schema: '%s' (expected: a JSON object)".formatted(cut(schemaJson)));
    }
    try {
      SchemaRegistry registry =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
      return new JsonSchemaCheck(registry.getSchema(schemaJson, InputFormat.JSON));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "JSON Schema: %s (expected: draft 2020-12)".formatted(e.getMessage()), e);
    }
  }

  /**
   * What is wrong with a text.
   *
   * @param json the text
   * @return the first few errors in one line; empty if the text fits
   */
  public Optional<String> complaint(String json) {
    Optional<String> fault = Json.complaint(json);
    if (fault.isPresent()) {
      return Optional.of("'%s' is no JSON: %s".formatted(cut(json), fault.get()));
    }
    try {
      String errors =
          schema.validate(json, InputFormat.JSON).stream()
              .map(Object::toString)
              .sorted()
              .limit(MAX_ERRORS)
              .collect(Collectors.joining("; "));
      return errors.isEmpty() ? Optional.empty() : Optional.of(errors);
    } catch (RuntimeException e) {
      return Optional.of("'%s' is no JSON: %s".formatted(cut(json), e.getMessage()));
    }
  }

  private static String cut(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
