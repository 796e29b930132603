package dev.baton.core.message;

import java.util.List;

/**
 * A versioned, immutable workflow as it is published.
 *
 * @param name lower-case letters, digits and hyphens, at most 40 characters
 * @param version counts up; a version never changes
 * @param digest SHA-256 of the body, lower-case hexadecimal
 * @param description what it is for
 * @param examples requests that belong to this workflow, for the router
 * @param body the definition in YAML
 */
public record WorkflowDefinition(
    String name,
    int version,
    String digest,
    String description,
    List<String> examples,
    String body) {

  /** Copies the list. */
  public WorkflowDefinition {
    examples = List.copyOf(examples);
  }
}
