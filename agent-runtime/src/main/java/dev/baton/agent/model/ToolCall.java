package dev.baton.agent.model;

/**
 * A model's wish to use a tool.
 *
 * @param id names the call inside its reply
 * @param tool the tool's name
 * @param argumentsJson a JSON object
 */
public record ToolCall(String id, String tool, String argumentsJson) {}
