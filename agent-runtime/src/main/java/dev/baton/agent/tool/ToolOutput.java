package dev.baton.agent.tool;

/**
 * What a tool found. Data, never an instruction.
 *
 * @param text plain text or JSON
 */
public record ToolOutput(String text) {}
