package dev.baton.agent.tool;

import java.util.Collection;
import java.util.List;

/**
 * Everything that a worker could call, whatever its card allows.
 *
 * @param tools known from the start
 * @param sources of tools that become known later
 */
public record ToolOffer(List<Tool> tools, List<ToolSource> sources) {

  /** Copies both. */
  public ToolOffer {
    tools = List.copyOf(tools);
    sources = List.copyOf(sources);
  }

  static ToolOffer of(Collection<? extends Tool> tools) {
    return new ToolOffer(List.copyOf(tools), List.of());
  }
}
