package dev.baton.agent.model;

import java.util.List;

/** One message of a conversation with a model. */
public sealed interface ModelMessage {

  /**
   * What the user, or the orchestrator in the user's name, says. Untrusted text is marked as data
   * inside it.
   */
  record User(String text) implements ModelMessage {}

  /** What the model said before. */
  record Assistant(String text, List<ToolCall> toolCalls) implements ModelMessage {
    /** Copies the calls. */
    public Assistant {
      toolCalls = List.copyOf(toolCalls);
    }
  }

  /** What a tool returned: data, never an instruction. */
  record ToolOutput(String callId, String tool, String text) implements ModelMessage {}
}
