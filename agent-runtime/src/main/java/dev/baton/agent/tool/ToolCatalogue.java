package dev.baton.agent.tool;

import dev.baton.agent.json.JsonSchemaCheck;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;

/**
 * The tools of a worker that its card allows, made once and shared by all executions. Thread-safe.
 */
public final class ToolCatalogue {

  private final SortedMap<String, Tool> tools = new TreeMap<>();
  private final Map<String, JsonSchemaCheck> arguments = new HashMap<>();
  private final ToolLimits limits;
  private final ExecutorService executor;

  /**
   * The allowed tools.
   *
   * @param available every tool that the worker has
   * @param allowed names that the card allows; one that the worker lacks is a mistake of the
   *     installation
   * @param limits bounds on each call
   * @param executor runs the calls, one virtual thread each
   * @throws IllegalArgumentException if the card names a tool that is not there, or two tools have
   *     one name
   */
  public ToolCatalogue(
      Collection<? extends Tool> available,
      Set<String> allowed,
      ToolLimits limits,
      ExecutorService executor) {
    this.limits = limits;
    this.executor = executor;
    for (Tool tool : available) {
      if (allowed.contains(tool.spec().name()) && tools.put(tool.spec().name(), tool) != null) {
        throw new IllegalArgumentException(
            "tool: %s stands twice (expected: one tool of a name)".formatted(tool.spec().name()));
      }
    }
    for (String name : allowed) {
      Tool tool = tools.get(name);
      if (tool == null) {
        throw new IllegalArgumentException(
            "tool: %s is allowed by the card but the worker has no such tool (it has: %s)"
                .formatted(
                    name, available.stream().map(one -> one.spec().name()).sorted().toList()));
      }
      arguments.put(name, JsonSchemaCheck.of(tool.spec().argumentsSchema()));
    }
  }

  /** The allowed tools, by name. */
  SortedMap<String, Tool> tools() {
    return java.util.Collections.unmodifiableSortedMap(tools);
  }

  java.util.Optional<String> complaint(String tool, String argumentsJson) {
    JsonSchemaCheck check = arguments.get(tool);
    return check == null ? java.util.Optional.empty() : check.complaint(argumentsJson);
  }

  ToolLimits limits() {
    return limits;
  }

  ExecutorService executor() {
    return executor;
  }
}
