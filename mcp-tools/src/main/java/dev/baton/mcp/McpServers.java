package dev.baton.mcp;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.tool.Tool;
import dev.baton.agent.tool.ToolSource;
import dev.baton.schemas.FailureClass;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MCP servers of a worker. Only those that its card names are started or connected to; no text
 * of a task, a model or a server names one. Thread-safe.
 */
public final class McpServers implements ToolSource, AutoCloseable {

  private static final String PREFIX = "mcp:";
  private static final String ALL = "*";
  private static final Logger LOG = LoggerFactory.getLogger(McpServers.class);

  private final SortedMap<String, ServerSettings> configured;
  private final Backoff backoff;
  private final InstantSource clock;
  private Optional<McpServer.Shared> shared = Optional.empty();
  private final SortedMap<String, McpServer> used = new ConcurrentSkipListMap<>();
  private final SortedMap<String, String> problems = new ConcurrentSkipListMap<>();

  McpServers(SortedMap<String, ServerSettings> configured, Backoff backoff, InstantSource clock) {
    this.configured = new TreeMap<>(configured);
    this.backoff = backoff;
    this.clock = clock;
  }

  /** Nothing is started for a worker whose card names no server. */
  private synchronized McpServer.Shared shared() {
    McpServer.Shared parts =
        shared.orElseGet(() ->
            new McpServer.Shared(
                Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("mcp-timer").factory()),
                new Leash(),
                backoff,
                clock));
    shared = Optional.of(parts);
    return parts;
  }

  static String entry(String server, String tool) {
    return PREFIX + server + "/" + tool;
  }

  @Override
  public boolean owns(String entry) {
    return entry.startsWith(PREFIX);
  }

  @Override
  public Supplier<Map<String, Tool>> allow(Set<String> entries) {
    SortedMap<String, Set<String>> wanted = new TreeMap<>();
    for (String entry : entries) {
      int slash = entry.indexOf('/');
      wanted
          .computeIfAbsent(entry.substring(PREFIX.length(), slash), _ -> new TreeSet<>())
          .add(entry.substring(slash + 1));
    }
    wanted.forEach(this::use);
    return new AllowedTools(wanted);
  }

  private void use(String name, Set<String> tools) {
    ServerSettings settings = configured.get(name);
    if (settings == null) {
      problem(
          name,
          "not configured (expected: baton.mcp.servers.%s; configured: %s)"
              .formatted(name, configured.keySet()));
      return;
    }
    for (String tool : tools) {
      if (!tool.equals(ALL) && !settings.permits(tool)) {
        problem(
            name,
            "%s is not among baton.mcp.servers.%s.tools (expected: one of %s)"
                .formatted(tool, name, new TreeSet<>(settings.tools())));
        return;
      }
    }
    McpServer server = new McpServer(settings, shared());
    used.put(name, server);
    server.start();
  }

  private void problem(String server, String problem) {
    LOG.warn("MCP server {}: {}", server, problem);
    problems.put(server, problem);
  }

  /** The servers that the card names and that can be tried. */
  SortedMap<String, McpServer> used() {
    return Collections.unmodifiableSortedMap(used);
  }

  /** What keeps tasks from being done until the installation is changed, by server. */
  SortedMap<String, String> problems() {
    return Collections.unmodifiableSortedMap(problems);
  }

  @Override
  public synchronized void close() {
    used.values().forEach(McpServer::close);
    shared.ifPresent(parts -> {
      parts.timer().shutdownNow();
      parts.leash().close();
    });
  }

  /** The tools of the card's entries, found once. */
  private final class AllowedTools implements Supplier<Map<String, Tool>> {
    private final SortedMap<String, Set<String>> wanted;
    private final SortedMap<String, Map<String, Tool>> found = new ConcurrentSkipListMap<>();

    AllowedTools(SortedMap<String, Set<String>> wanted) {
      this.wanted = wanted;
    }

    @Override
    public Map<String, Tool> get() {
      Map<String, Tool> all = new TreeMap<>();
      for (Map.Entry<String, Set<String>> entry : wanted.entrySet()) {
        all.putAll(found.computeIfAbsent(entry.getKey(), name -> tools(name, entry.getValue())));
      }
      return all;
    }

    private Map<String, Tool> tools(String name, Set<String> entries) {
      McpServer server = used.get(name);
      if (server == null) {
        throw permanent(name, String.valueOf(problems.get(name)));
      }
      PinnedTools pinned = server.pinned().orElseGet(() -> awaited(server));
      Map<String, Tool> tools = new TreeMap<>();
      for (String tool : entries) {
        if (tool.equals(ALL)) {
          pinned.tools().values().stream()
              .filter(one -> server.settings().permits(one.name()))
              .forEach(one -> put(tools, server, one));
        } else {
          put(tools, server, wanted(name, tool, pinned));
        }
      }
      return tools;
    }

    private void put(Map<String, Tool> tools, McpServer server, ToolDefinition definition) {
      McpTool tool = new McpTool(server, definition, clock);
      tools.put(tool.spec().name(), tool);
    }

    private ToolDefinition wanted(String server, String tool, PinnedTools pinned) {
      ToolDefinition definition = pinned.tools().get(tool);
      if (definition == null) {
        String unusable = pinned.unusable().get(tool);
        String problem =
            unusable == null
                ? "the server has no tool %s (it has: %s)".formatted(tool, pinned.tools().keySet())
                : "its tool %s cannot be used: %s".formatted(tool, unusable);
        problems.putIfAbsent(server, problem);
        throw permanent(server, problem);
      }
      return definition;
    }

    private PinnedTools awaited(McpServer server) {
      try {
        server.awaitFirstTry();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return server
          .pinned()
          .orElseThrow(() ->
              new TaskFailureException(
                  FailureClass.TRANSIENT,
                  "MCP server %s: %s"
                      .formatted(server.settings().name(), McpHealth.reason(server.state()))));
    }

    private static TaskFailureException permanent(String server, String problem) {
      return new TaskFailureException(
          FailureClass.PERMANENT, "MCP server %s: %s".formatted(server, problem));
    }
  }
}
