package dev.baton.agent.model;

import java.util.Optional;

/**
 * A model's wish to use a tool.
 *
 * @param id names the call inside its reply
 * @param tool the tool's name
 * @param argumentsJson a JSON object
 * @param signature what the provider wants to see again with this call, opaque; only it can read it
 */
public record ToolCall(String id, String tool, String argumentsJson, Optional<String> signature) {

  /** A call that needs no signature. */
  public ToolCall(String id, String tool, String argumentsJson) {
    this(id, tool, argumentsJson, Optional.empty());
  }
}
