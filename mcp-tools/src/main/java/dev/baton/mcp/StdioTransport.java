package dev.baton.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Messages as lines over the input and output of a program. The SDK's own transport hands the
 * worker's environment on, and leaves a program's children behind.
 */
final class StdioTransport implements McpClientTransport {

  /** Messages that wait for a server that does not read. */
  private static final int MAX_WAITING = 64;

  private final String name;
  private final ServerProcess process;
  private final McpJsonMapper json;
  private final Consumer<String> onEnd;
  private final ThreadPoolExecutor writer;

  /**
   * A transport over a program that has started.
   *
   * @param onEnd is told why it ended
   */
  StdioTransport(String name, ServerProcess process, McpJsonMapper json, Consumer<String> onEnd) {
    this.name = name;
    this.process = process;
    this.json = json;
    this.onEnd = onEnd;
    this.writer =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().daemon().name("mcp-writer-" + name).factory());
  }

  @Override
  public Mono<Void> connect(
      Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> handler) {
    return Mono.fromRunnable(
        () -> Thread.ofPlatform().daemon().name("mcp-reader-" + name).start(() -> read(handler)));
  }

  private void read(
      Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> handler) {
    String why;
    try {
      for (var line = process.readLine(); line.isPresent(); line = process.readLine()) {
        if (!line.get().isBlank()) {
          handler.apply(Mono.just(message(line.get()))).subscribe();
        }
      }
      why = process.ending();
    } catch (IOException | RuntimeException e) {
      why = "broke off: " + UntrustedText.line(String.valueOf(e.getMessage()), 200);
    }
    onEnd.accept(why);
  }

  private McpSchema.JSONRPCMessage message(String line) throws IOException {
    try {
      return McpSchema.deserializeJsonRpcMessage(json, line);
    } catch (IOException | RuntimeException e) {
      throw new IOException("a line that is no message of JSON-RPC", e);
    }
  }

  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
    return Mono.fromFuture(() ->
        CompletableFuture.runAsync(
            () -> {
              try {
                process.writeLine(json.writeValueAsString(message));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            writer));
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return json.convertValue(data, type);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(this::close);
  }

  @Override
  public void close() {
    writer.shutdownNow();
    process.close();
  }
}
