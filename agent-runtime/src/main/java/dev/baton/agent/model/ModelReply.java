package dev.baton.agent.model;

import java.util.List;

/**
 * What a model said.
 *
 * @param model the model that said it
 * @param text its text; empty where it only calls tools
 * @param toolCalls the tools that it wants called, in order
 * @param inputTokens tokens that the provider counted in; estimated where there is no provider
 * @param outputTokens tokens that the provider counted out
 * @param cachedTokens the part of the input tokens that came from the provider's prompt cache
 * @param costMicros money in millionths of the installation's currency
 * @param end why it stopped
 */
public record ModelReply(
    String model,
    String text,
    List<ToolCall> toolCalls,
    long inputTokens,
    long outputTokens,
    long cachedTokens,
    long costMicros,
    ReplyEnd end) {

  /** Copies the calls. */
  public ModelReply {
    toolCalls = List.copyOf(toolCalls);
  }

  /** A complete reply of which nothing came from a cache. */
  public ModelReply(
      String model,
      String text,
      List<ToolCall> toolCalls,
      long inputTokens,
      long outputTokens,
      long costMicros) {
    this(model, text, toolCalls, inputTokens, outputTokens, 0, costMicros, ReplyEnd.COMPLETE);
  }
}
