package dev.baton.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.json.Json;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One connection to a server, from its start to its end; it is not mended. It offers the server
 * nothing: no files, no model, no questions to people. Thread-safe.
 */
final class Connection implements AutoCloseable {

  /** Tools that one server may list. */
  static final int MAX_TOOLS = 500;

  private static final int MAX_PAGES = 50;
  private static final McpSchema.Implementation BATON =
      McpSchema.Implementation.builder("baton", "0.1.0").build();

  private final McpAsyncClient client;
  private final McpClientTransport transport;
  private final CompletableFuture<String> ended;
  private final Duration timeout;

  private Connection(
      McpAsyncClient client,
      McpClientTransport transport,
      CompletableFuture<String> ended,
      Duration timeout) {
    this.client = client;
    this.transport = transport;
    this.ended = ended;
    this.timeout = timeout;
  }

  /**
   * Connects.
   *
   * @param onListChanged is told when the server says that its tools have changed
   * @throws McpFailure if the server cannot be reached or does not speak MCP
   */
  static Connection open(ServerSettings server, Leash leash, Runnable onListChanged)
      throws McpFailure, InterruptedException {
    CompletableFuture<String> ended = new CompletableFuture<>();
    McpClientTransport transport =
        new WatchedTransport(transport(server, leash, ended), onListChanged);
    McpAsyncClient client =
        McpClient.async(transport)
            .clientInfo(BATON)
            .requestTimeout(server.timeout())
            .initializationTimeout(server.timeout())
            .build();
    Connection connection = new Connection(client, transport, ended, server.timeout());
    boolean open = false;
    try {
      connection.await(client.initialize(), server.timeout());
      open = true;
      return connection;
    } finally {
      if (!open) {
        connection.close();
      }
    }
  }

  private static McpClientTransport transport(
      ServerSettings server, Leash leash, CompletableFuture<String> ended) throws McpFailure {
    McpJsonMapper json = McpJsonDefaults.getMapper();
    return switch (server.endpoint()) {
      case Endpoint.Command command -> {
        try {
          ServerProcess process = ServerProcess.start(server.name(), command, leash);
          yield new StdioTransport(server.name(), process, json, ended::complete);
        } catch (IOException e) {
          throw new McpFailure(
              McpFailure.Kind.LOST,
              "%s cannot be started".formatted(command.words().getFirst()),
              e);
        }
      }
      case Endpoint.Address address -> http(address, server.timeout(), json);
    };
  }

  private static McpClientTransport http(
      Endpoint.Address address, Duration timeout, McpJsonMapper json) {
    URI url = address.url();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return HttpClientStreamableHttpTransport.builder(
            url.getScheme() + "://" + url.getRawAuthority())
        .endpoint(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
        .connectTimeout(timeout)
        .jsonMapper(json)
        .maxResponseSize(ServerProcess.MAX_LINE_BYTES)
        .addHttpRequestCustomizer((request, _, _, _, _) ->
            address.header().ifPresent(header -> request.header(header.name(), header.value())))
        .build();
  }

  /**
   * The tools that the server lists.
   *
   * @throws McpFailure if it does not answer, or lists more than {@value #MAX_TOOLS}
   */
  List<ToolDefinition> tools() throws McpFailure, InterruptedException {
    List<ToolDefinition> tools = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      McpSchema.ListToolsResult listed =
          await(cursor.isEmpty() ? client.listTools(null) : client.listTools(cursor), timeout);
      for (McpSchema.Tool tool : listed.tools()) {
        tools.add(definition(tool));
      }
      if (tools.size() > MAX_TOOLS) {
        break;
      }
      if (listed.nextCursor() == null || listed.nextCursor().isEmpty()) {
        return tools;
      }
      cursor = listed.nextCursor();
    }
    throw new McpFailure(
        McpFailure.Kind.REFUSED,
        "lists more than %d tools or %d pages (expected: fewer)".formatted(MAX_TOOLS, MAX_PAGES));
  }

  private static ToolDefinition definition(McpSchema.Tool tool) throws McpFailure {
    try {
      String json = McpJsonDefaults.getMapper().writeValueAsString(tool);
      ObjectNode object = Json.readObject(json).orElseGet(Json::object);
      return ToolDefinition.of(object);
    } catch (IOException e) {
      throw new McpFailure(McpFailure.Kind.REFUSED, "lists a tool that cannot be read", e);
    }
  }

  /**
   * Calls a tool.
   *
   * @param limit how long to wait
   * @throws McpFailure without a result
   */
  McpSchema.CallToolResult call(McpSchema.CallToolRequest request, Duration limit)
      throws McpFailure, InterruptedException {
    return await(client.callTool(request), limit);
  }

  private <T> T await(Mono<T> asked, Duration limit) throws McpFailure, InterruptedException {
    CompletableFuture<@Nullable T> reply = asked.toFuture();
    try {
      CompletableFuture.anyOf(reply, ended).get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (reply.isDone()) {
        return Objects.requireNonNull(reply.get());
      }
      throw new McpFailure(McpFailure.Kind.LOST, "the server " + ended.join());
    } catch (TimeoutException e) {
      throw timedOut(limit, e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause(), limit);
    } finally {
      reply.cancel(true);
    }
  }

  private static McpFailure failure(Throwable cause, Duration limit) {
    for (Throwable next = cause; next != null; next = next.getCause()) {
      if (next instanceof TimeoutException) {
        return timedOut(limit, cause);
      }
      if (next instanceof McpError) {
        return new McpFailure(
            McpFailure.Kind.REFUSED,
            "the server says: " + UntrustedText.line(String.valueOf(next.getMessage()), 1_000),
            cause);
      }
    }
    return new McpFailure(
        McpFailure.Kind.LOST,
        "the connection failed with " + root(cause).getClass().getName(),
        cause);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static McpFailure timedOut(Duration limit, Throwable cause) {
    return new McpFailure(McpFailure.Kind.TIMED_OUT, "no answer within %s".formatted(limit), cause);
  }

  /** Completes with the reason when the server ends; never for a server behind an address. */
  CompletableFuture<String> ended() {
    return ended;
  }

  @Override
  public void close() {
    ended.complete("was disconnected");
    client.close();
    transport.close();
  }
}
