package dev.baton.agent.tool;

import dev.baton.agent.json.JsonSchemaCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * The tools of a worker that its card allows, made once and shared by all executions. Thread-safe.
 */
public final class ToolCatalogue {

  private final SortedMap<String, Tool> fixed = new TreeMap<>();
  private final List<Supplier<Map<String, Tool>>> later = new ArrayList<>();
  private final Map<String, JsonSchemaCheck> checks = new ConcurrentHashMap<>();
  private final ToolLimits limits;
  private final ExecutorService executor;
  private final ToolWatch watch;

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
    this(ToolOffer.of(available), allowed, limits, executor);
  }

  /**
   * The allowed tools, those of sources included.
   *
   * @param offer every tool that the worker has
   * @param allowed entries of the card; one that nobody knows is a mistake of the installation
   * @param limits bounds on each call
   * @param executor runs the calls, one virtual thread each
   * @throws IllegalArgumentException if the card names a tool that is not there, or two tools have
   *     one name
   */
  public ToolCatalogue(
      ToolOffer offer, Set<String> allowed, ToolLimits limits, ExecutorService executor) {
    this(offer, allowed, limits, executor, ToolWatch.NONE);
  }

  /**
   * The allowed tools, those of sources included.
   *
   * @param offer every tool that the worker has
   * @param allowed entries of the card; one that nobody knows is a mistake of the installation
   * @param limits bounds on each call
   * @param executor runs the calls, one virtual thread each
   * @param watch hears of the calls
   * @throws IllegalArgumentException if the card names a tool that is not there, or two tools have
   *     one name
   */
  public ToolCatalogue(
      ToolOffer offer,
      Set<String> allowed,
      ToolLimits limits,
      ExecutorService executor,
      ToolWatch watch) {
    this.watch = watch;
    this.limits = limits;
    this.executor = executor;
    for (Tool tool : offer.tools()) {
      if (allowed.contains(tool.spec().name()) && fixed.put(tool.spec().name(), tool) != null) {
        throw new IllegalArgumentException(
            "tool: %s stands twice (expected: one tool of a name)".formatted(tool.spec().name()));
      }
    }
    Set<String> missing = new TreeSet<>(allowed);
    missing.removeAll(fixed.keySet());
    for (ToolSource source : offer.sources()) {
      Set<String> owned = new TreeSet<>(missing);
      owned.removeIf(entry -> !source.owns(entry));
      if (!owned.isEmpty()) {
        later.add(source.allow(owned));
        missing.removeAll(owned);
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "tool: %s is allowed by the card but the worker has no such tool (it has: %s)"
              .formatted(
                  missing.iterator().next(),
                  offer.tools().stream().map(one -> one.spec().name()).sorted().toList()));
    }
    fixed.values().forEach(this::check);
  }

  /**
   * The allowed tools, by name.
   *
   * @throws dev.baton.agent.failure.TaskFailureException if those of a source cannot be had
   */
  SortedMap<String, Tool> tools() {
    if (later.isEmpty()) {
      return Collections.unmodifiableSortedMap(fixed);
    }
    SortedMap<String, Tool> all = new TreeMap<>();
    later.forEach(source -> all.putAll(source.get()));
    all.putAll(fixed);
    return all;
  }

  Optional<String> complaint(Tool tool, String argumentsJson) {
    return check(tool).complaint(argumentsJson);
  }

  private JsonSchemaCheck check(Tool tool) {
    return checks.computeIfAbsent(tool.spec().argumentsSchema(), JsonSchemaCheck::of);
  }

  ToolLimits limits() {
    return limits;
  }

  ToolWatch watch() {
    return watch;
  }

  ExecutorService executor() {
    return executor;
  }
}
