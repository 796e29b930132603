package dev.baton.mcp;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tools of a server as it listed them first, and what it says of them now. What it lists later
 * adds nothing; a tool whose definition is another one now is refused. Thread-safe.
 */
final class PinnedTools {

  private final SortedMap<String, ToolDefinition> tools = new TreeMap<>();
  private final SortedMap<String, String> unusable = new TreeMap<>();
  private Map<String, String> digestsNow;

  /** Pins a first list. */
  PinnedTools(List<ToolDefinition> first) {
    Set<String> twice = new HashSet<>();
    for (ToolDefinition tool : first) {
      tool.unusable().ifPresent(why -> unusable.put(tool.name(), why));
      if (tools.put(tool.name(), tool) != null) {
        twice.add(tool.name());
      }
    }
    twice.forEach(name -> unusable.put(name, "listed twice"));
    tools.keySet().removeAll(unusable.keySet());
    digestsNow = digests(first);
  }

  private static Map<String, String> digests(List<ToolDefinition> list) {
    Map<String, String> digests = new HashMap<>();
    // A name that stands twice has no digest that a pinned one could have.
    list.forEach(tool -> digests.merge(tool.name(), tool.digest(), (a, b) -> a + b));
    return digests;
  }

  /** The tools that models can be offered, by the server's names. */
  SortedMap<String, ToolDefinition> tools() {
    return Collections.unmodifiableSortedMap(tools);
  }

  /** Why others cannot be offered. */
  SortedMap<String, String> unusable() {
    return Collections.unmodifiableSortedMap(unusable);
  }

  /** Takes a later list. */
  synchronized void listed(List<ToolDefinition> now) {
    digestsNow = digests(now);
  }

  /** Why a tool may not be called as it is now; empty where it may. */
  synchronized Optional<String> changed(ToolDefinition tool) {
    String now = digestsNow.get(tool.name());
    if (now == null) {
      return Optional.of("the server no longer has it");
    }
    return now.equals(tool.digest())
        ? Optional.empty()
        : Optional.of(
            "its definition has changed since this worker started (definition %s, now %s); it is refused until the worker starts again"
                .formatted(tool.shortDigest(), now.substring(0, tool.shortDigest().length())));
  }

  /** The tools that are refused at the moment. */
  synchronized SortedMap<String, String> refused() {
    SortedMap<String, String> refused = new TreeMap<>();
    tools.forEach((name, tool) -> changed(tool).ifPresent(why -> refused.put(name, why)));
    return refused;
  }
}
