package dev.baton.agent.tool;

/**
 * What a model is told of a tool.
 *
 * @param name lower-case letters, digits and hyphens; for tools of other processes whatever
 *     providers take as a name
 * @param description what it does, in one or two sentences
 * @param argumentsSchema JSON Schema of its arguments
 */
public record ToolSpec(String name, String description, String argumentsSchema) {}
