package dev.baton.mcp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says which servers are connected, and why others are not. Whatever happens to another process,
 * the worker as a whole stays up: its tasks say what they miss.
 */
final class McpHealth implements HealthIndicator {

  private final McpServers servers;

  McpHealth(McpServers servers) {
    this.servers = servers;
  }

  @Override
  public Health health() {
    Map<String, String> details = new LinkedHashMap<>();
    servers.used().forEach((name, server) -> details.put(name, text(server)));
    details.putAll(servers.problems());
    boolean all =
        servers.problems().isEmpty()
            && servers.used().values().stream()
                .allMatch(server ->
                    server.state() instanceof McpServer.State.Connected
                        && server.pinned().map(PinnedTools::refused).orElseThrow().isEmpty());
    return (all ? Health.up() : Health.unknown()).withDetails(details).build();
  }

  private static String text(McpServer server) {
    StringBuilder text = new StringBuilder(reason(server.state()));
    server
        .pinned()
        .ifPresent(tools -> {
          text.append("; tools: ").append(tools.tools().keySet());
          if (!tools.unusable().isEmpty()) {
            text.append("; unusable: ").append(tools.unusable());
          }
          if (!tools.refused().isEmpty()) {
            text.append("; refused: ").append(tools.refused());
          }
        });
    return text.toString();
  }

  static String reason(McpServer.State state) {
    return switch (state) {
      case McpServer.State.Connecting _ -> "is being connected";
      case McpServer.State.Connected _ -> "connected";
      case McpServer.State.Unreachable(String reason, var next) ->
          "not connected: %s; next try at %s".formatted(reason, next);
      case McpServer.State.Closed _ -> "closed";
    };
  }
}
