package dev.baton.agent.model;

import dev.baton.agent.tool.ToolSpec;
import java.util.List;
import java.util.Optional;

/**
 * One question to a model.
 *
 * @param purpose a short stable name of what is asked, for example draft or decompose; scripted
 *     models match on it
 * @param system the role's own instructions: trusted
 * @param messages the conversation, oldest first
 * @param tools what the model may call; empty for none
 * @param outputSchema JSON Schema of the reply's text, where it must be JSON
 * @param maxOutputTokens bound on the reply, at least 1
 * @param streams whether the reply is text for the user, to be shown while it is being written
 */
public record ModelRequest(
    String purpose,
    String system,
    List<ModelMessage> messages,
    List<ToolSpec> tools,
    Optional<String> outputSchema,
    int maxOutputTokens,
    boolean streams) {

  /** A request whose reply is not shown before it is whole. */
  public ModelRequest(
      String purpose,
      String system,
      List<ModelMessage> messages,
      List<ToolSpec> tools,
      Optional<String> outputSchema,
      int maxOutputTokens) {
    this(purpose, system, messages, tools, outputSchema, maxOutputTokens, false);
  }

  /** The same, to be shown while it is being written. */
  public ModelRequest streamed() {
    return new ModelRequest(purpose, system, messages, tools, outputSchema, maxOutputTokens, true);
  }

  /** The same with another conversation. */
  ModelRequest withMessages(List<ModelMessage> other) {
    return new ModelRequest(purpose, system, other, tools, outputSchema, maxOutputTokens, streams);
  }

  /** The same with another bound on the reply. */
  ModelRequest withMaxOutputTokens(int most) {
    return new ModelRequest(purpose, system, messages, tools, outputSchema, most, streams);
  }

  /** Copies the lists and checks the bound. */
  public ModelRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    if (maxOutputTokens < 1) {
      throw new IllegalArgumentException(
          "maxOutputTokens: " + maxOutputTokens + " (expected: >= 1)");
    }
  }
}
