package dev.baton.core.workflow;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells whether a text is a JSON Schema. What the schema allows is the worker's to check; here it
 * is seen that there is one to check by, before anything is spent on a result.
 */
final class OutputSchema {
  private static final Pattern CLASS_NAME = Pattern.compile("^[\\w.]+Exception: ");

  private OutputSchema() {}

  /** The dialect's own schema, read from the library with the first definition that needs it. */
  private static final class Dialect {
    static final Schema SCHEMA =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
  }

  /**
   * What is wrong with a schema.
   *
   * @param json a JSON object
   */
  static Optional<String> flaw(String json) {
    return Dialect.SCHEMA.validate(json, InputFormat.JSON).stream()
        .map(Object::toString)
        .sorted()
        .findFirst()
        .map(error -> "is no JSON Schema: " + error + " (expected: draft 2020-12)")
        .or(() -> unusable(json));
  }

  /**
   * References and patterns are texts to the dialect; whether they mean anything shows when the
   * schema is made ready. Nothing is fetched for it.
   */
  private static Optional<String> unusable(String json) {
    try {
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(json, InputFormat.JSON)
          .initializeValidators();
      return Optional.empty();
    } catch (RuntimeException e) {
      String error = CLASS_NAME.matcher(String.valueOf(e.getMessage())).replaceFirst("");
      return Optional.of(
          "cannot be used: %s (expected: references into itself, patterns that can be read)"
              .formatted(error.replaceAll("\\s+", " ").strip()));
    }
  }
}
