package dev.baton.worker.reviewer;

import dev.baton.agent.tool.ToolBox;
import dev.baton.agent.tool.ToolException;
import dev.baton.agent.tool.ToolOutput;
import dev.baton.agent.tool.ToolSpec;
import java.util.List;

/** A critic judges what it is shown and touches nothing. Stateless. */
final class NoTools implements ToolBox {

  @Override
  public List<ToolSpec> specs() {
    return List.of();
  }

  @Override
  public ToolOutput call(String tool, String argumentsJson) {
    throw new ToolException("tool: %s is not allowed (allowed: none)".formatted(tool));
  }
}
