package dev.baton.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which MCP servers there are: {@code baton.mcp.*}.
 *
 * @param servers by name; a card names the tools that it may use as {@code mcp:NAME/TOOL}
 */
@ConfigurationProperties("baton.mcp")
public record McpProperties(@DefaultValue Map<String, Server> servers) {

  /**
   * One server: a program that is started, or an address.
   *
   * @param command a program that speaks MCP over its standard input and output
   * @param args its arguments
   * @param env its environment, each {@code NAME=VALUE}, or {@code NAME} for the worker's own
   *     value; besides these it gets PATH and nothing else
   * @param url address of a server that speaks streamable HTTP
   * @param header one that is sent with every request, {@code NAME: VALUE}; a secret
   * @param timeout of connecting and of each call
   * @param maxOutput characters of a tool's output that are kept
   * @param tools the only ones that cards may use; every one where it is empty
   */
  public record Server(
      @DefaultValue("") String command,
      @DefaultValue List<String> args,
      @DefaultValue List<String> env,
      @DefaultValue("") String url,
      @DefaultValue("") String header,
      @DefaultValue("30s") Duration timeout,
      @DefaultValue("65536") int maxOutput,
      @DefaultValue List<String> tools) {

    /** Copies the lists. */
    public Server {
      args = List.copyOf(args);
      env = List.copyOf(env);
      tools = List.copyOf(tools);
    }

    /** Without the environment and the header, which may be secrets. */
    @Override
    public String toString() {
      return "Server[command=%s, url=%s, timeout=%s, maxOutput=%d, tools=%s]"
          .formatted(command, url, timeout, maxOutput, tools);
    }
  }

  /** Copies the servers. */
  public McpProperties {
    servers = Map.copyOf(servers);
  }
}
