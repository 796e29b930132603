package dev.baton.core.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON Schema (draft 2020-12) of definitions, for editors. It sees keys and values; what steps
 * have to do with each other only {@link WorkflowParser} sees.
 */
public final class WorkflowSchema {
  private static final String RESOURCE = "/workflow.schema.json";

  private WorkflowSchema() {}

  /** The schema; ends with a line break. */
  public static String json() {
    try (InputStream schema = WorkflowSchema.class.getResourceAsStream(RESOURCE)) {
      if (schema == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }
}
