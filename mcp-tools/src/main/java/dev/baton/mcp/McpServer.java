package dev.baton.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One configured server: connected, or being connected again and again. Calls never wait for a
 * connection that was lost. Thread-safe.
 */
final class McpServer implements AutoCloseable {

  /** How old the list of tools may be at a call: a server need not say that it has changed. */
  private static final Duration LIST_AGE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(McpServer.class);

  /** What the servers of one worker share. */
  record Shared(
      ScheduledExecutorService timer, Leash leash, Backoff backoff, InstantSource clock) {}

  /** How it stands with the connection. */
  sealed interface State {
    /** The first try goes on. */
    record Connecting() implements State {}

    /** It can be called. */
    record Connected(Connection connection) implements State {}

    /** It cannot be reached; another try follows. */
    record Unreachable(String reason, Instant nextTry) implements State {}

    /** No try follows. */
    record Closed() implements State {}
  }

  private final ServerSettings settings;
  private final Shared shared;
  private final CountDownLatch firstTry = new CountDownLatch(1);
  private State state = new State.Connecting();
  private Optional<PinnedTools> pinned = Optional.empty();
  private Instant listedAt = Instant.MIN;
  private int failures;

  McpServer(ServerSettings settings, Shared shared) {
    this.settings = settings;
    this.shared = shared;
  }

  ServerSettings settings() {
    return settings;
  }

  /** Begins to connect, and returns. */
  void start() {
    Thread.ofVirtual().name("mcp-connect-" + settings.name()).start(this::connect);
  }

  private void connect() {
    try {
      Connection connection = Connection.open(settings, shared.leash(), this::listHasChanged);
      Optional<List<ToolDefinition>> tools = Optional.empty();
      try {
        tools = Optional.of(connection.tools());
      } finally {
        if (tools.isEmpty()) {
          connection.close();
        }
      }
      connected(connection, tools.get());
    } catch (McpFailure e) {
      failed(e.reason());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed("interrupted");
    } catch (RuntimeException e) {
      failed("failed with " + e.getClass().getName());
    } finally {
      firstTry.countDown();
    }
  }

  private void connected(Connection connection, List<ToolDefinition> tools) {
    synchronized (this) {
      if (state instanceof State.Closed) {
        connection.close();
        return;
      }
      pinned.ifPresentOrElse(
          first -> first.listed(tools), () -> pinned = Optional.of(new PinnedTools(tools)));
      listedAt = shared.clock().instant();
      state = new State.Connected(connection);
      failures = 0;
    }
    LOG.info("MCP server {}: connected, {} tools", settings.name(), tools.size());
    var _ = connection.ended().thenAccept(why -> lost(connection, "the server " + why));
  }

  private synchronized void failed(String reason) {
    if (state instanceof State.Closed) {
      return;
    }
    Duration wait = shared.backoff().after(++failures);
    state = new State.Unreachable(reason, shared.clock().instant().plus(wait));
    LOG.warn("MCP server {}: {}; next try in {}", settings.name(), reason, wait);
    var _ = shared.timer().schedule(this::start, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void lost(Connection connection, String reason) {
    synchronized (this) {
      if (!(state instanceof State.Connected(Connection current)) || current != connection) {
        return;
      }
      failed(reason);
    }
    connection.close();
  }

  private synchronized void listHasChanged() {
    listedAt = Instant.MIN;
  }

  synchronized State state() {
    return state;
  }

  /** The tools as first listed; empty until the server was reached once. */
  synchronized Optional<PinnedTools> pinned() {
    return pinned;
  }

  /** Waits until the first try has ended, at most for the server's time-out. */
  void awaitFirstTry() throws InterruptedException {
    firstTry.await(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Calls a tool as it was pinned.
   *
   * @param limit how long to wait
   * @throws McpFailure without a result
   */
  McpSchema.CallToolResult call(
      ToolDefinition tool, McpSchema.CallToolRequest request, Duration limit)
      throws McpFailure, InterruptedException {
    Connection connection = connection();
    try {
      refuseChanged(tool, connection);
      return connection.call(request, limit);
    } catch (McpFailure e) {
      if (e.kind() == McpFailure.Kind.LOST) {
        lost(connection, e.reason());
      }
      throw e;
    }
  }

  private synchronized Connection connection() throws McpFailure {
    return switch (state) {
      case State.Connected(Connection connection) -> connection;
      case State.Connecting _ -> throw refused("is being connected");
      case State.Unreachable(String reason, Instant next) ->
          throw refused("is not connected: %s; next try at %s".formatted(reason, next));
      case State.Closed _ -> throw refused("is closed");
    };
  }

  private McpFailure refused(String why) {
    return new McpFailure(McpFailure.Kind.REFUSED, "server %s %s".formatted(settings.name(), why));
  }

  private void refuseChanged(ToolDefinition tool, Connection connection)
      throws McpFailure, InterruptedException {
    PinnedTools tools = pinned().orElseThrow();
    if (listIsOld()) {
      List<ToolDefinition> now = listAgain(connection);
      tools.listed(now);
      synchronized (this) {
        listedAt = shared.clock().instant();
      }
    }
    Optional<String> changed = tools.changed(tool);
    if (changed.isPresent()) {
      throw new McpFailure(McpFailure.Kind.REFUSED, changed.get());
    }
  }

  private synchronized boolean listIsOld() {
    return listedAt.equals(Instant.MIN)
        || shared.clock().instant().isAfter(listedAt.plus(LIST_AGE));
  }

  /** The tool was not called: whatever went wrong, its outcome is known. */
  private static List<ToolDefinition> listAgain(Connection connection)
      throws McpFailure, InterruptedException {
    try {
      return connection.tools();
    } catch (McpFailure e) {
      if (e.kind() == McpFailure.Kind.LOST) {
        throw e;
      }
      throw new McpFailure(
          McpFailure.Kind.REFUSED, "its definition cannot be checked: " + e.reason(), e);
    }
  }

  @Override
  public void close() {
    Optional<Connection> open = Optional.empty();
    synchronized (this) {
      if (state instanceof State.Connected(Connection connection)) {
        open = Optional.of(connection);
      }
      state = new State.Closed();
    }
    open.ifPresent(Connection::close);
  }
}
