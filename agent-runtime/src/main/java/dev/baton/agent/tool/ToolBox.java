package dev.baton.agent.tool;

import java.util.List;

/** The tools that one task may call. Used by one thread at a time. */
public interface ToolBox {

  /** The allowed tools, sorted by name. */
  List<ToolSpec> specs();

  /**
   * Calls a tool: allow-list checked, bounded in time and output, journaled and counted.
   *
   * @param tool its name
   * @param argumentsJson a JSON object
   * @return what it found
   * @throws InterruptedException if the caller was interrupted
   * @throws ToolException if the card does not allow the tool, the arguments are wrong or the tool
   *     cannot do it
   */
  ToolOutput call(String tool, String argumentsJson) throws InterruptedException;
}
