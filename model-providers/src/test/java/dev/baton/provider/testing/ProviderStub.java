package dev.baton.provider.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.baton.agent.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A provider on a free port of this machine that speaks OpenAI's chat completions and responses,
 * Anthropic's messages and Gemini's generateContent, and says what a test has it say. Thread-safe.
 */
public final class ProviderStub implements AutoCloseable {

  private static final String OPENAI = "/v1/chat/completions";
  private static final String OPENAI_RESPONSES = "/v1/responses";
  private static final String ANTHROPIC = "/v1/messages";
  private static final Pattern GEMINI =
      Pattern.compile("/v1beta/models/[^/]+:(generateContent|streamGenerateContent)");

  /** A body that is promised and does not come. */
  private static final int PROMISED_BYTES = 10_000_000;

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Function<StubRequest, StubAnswer> brain;
  private final List<StubRequest> requests = new CopyOnWriteArrayList<>();
  private final List<SentPiece> sentPieces = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  private ProviderStub(Function<StubRequest, StubAnswer> brain) throws IOException {
    this.brain = brain;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A provider that answers by a function of the request, on several threads. */
  public static ProviderStub start(Function<StubRequest, StubAnswer> brain) throws IOException {
    return new ProviderStub(brain);
  }

  /** A provider that gives these answers one after the other, the last one for ever. */
  public static ProviderStub inTurn(StubAnswer... answers) throws IOException {
    List<StubAnswer> left = new CopyOnWriteArrayList<>(answers);
    return start(_ -> left.size() > 1 ? left.removeFirst() : left.getFirst());
  }

  /** What OPENAI_BASE_URL is set to. */
  public URI openAi() {
    return URI.create("http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()));
  }

  /** What ANTHROPIC_BASE_URL is set to. */
  public URI anthropic() {
    return URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
  }

  /** What GEMINI_BASE_URL is set to. */
  public URI gemini() {
    return anthropic();
  }

  /** Every piece of every stream, oldest first. */
  public List<SentPiece> sentPieces() {
    return List.copyOf(sentPieces);
  }

  /**
   * A piece of a stream.
   *
   * @param text what was sent
   * @param nanos just before it was sent, by {@link System#nanoTime()}
   */
  public record SentPiece(String text, long nanos) {}

  /** Everything that was asked, oldest first. */
  public List<StubRequest> requests() {
    return List.copyOf(requests);
  }

  /** How many requests are being answered. */
  public int open() {
    return open.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    open.incrementAndGet();
    try (exchange) {
      StubRequest request = read(exchange);
      requests.add(request);
      Optional<StubWords> words = words(request.path());
      if (words.isEmpty()) {
        send(exchange, 404, "{\"error\":{\"message\":\"no such path\"}}");
        return;
      }
      answer(exchange, request, words.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.decrementAndGet();
    }
  }

  private static Optional<StubWords> words(String path) {
    return switch (path) {
      case OPENAI -> Optional.of(new OpenAiWords());
      case OPENAI_RESPONSES -> Optional.of(new OpenAiResponsesWords());
      case ANTHROPIC -> Optional.of(new AnthropicWords());
      default -> GEMINI.matcher(path).matches() ? Optional.of(new GeminiWords()) : Optional.empty();
    };
  }

  private void answer(HttpExchange exchange, StubRequest request, StubWords words)
      throws IOException, InterruptedException {
    switch (brain.apply(request)) {
      case StubAnswer.Says says -> {
        if (words.streams(request)) {
          stream(exchange, request, words, StubAnswer.Streams.of(says));
        } else {
          send(exchange, 200, words.whole(request, says).toString());
        }
      }
      case StubAnswer.Streams streams -> stream(exchange, request, words, streams);
      case StubAnswer.Status(int code, Map<String, String> headers, String message) -> {
        headers.forEach(exchange.getResponseHeaders()::add);
        send(
            exchange,
            code,
            Json.object().set("error", Json.object().put("message", message)).toString());
      }
      case StubAnswer.Failed(int code, String body) -> send(exchange, code, body);
      case StubAnswer.Raw(String body) -> send(exchange, 200, body);
      case StubAnswer.Stalls() -> {
        promise(exchange);
        closing.await();
      }
      case StubAnswer.Breaks() -> promise(exchange);
    }
  }

  private void stream(
      HttpExchange exchange, StubRequest request, StubWords words, StubAnswer.Streams streams)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("content-type", "text/event-stream");
    boolean breaks = streams.then() == StubAnswer.Then.BREAKS;
    exchange.sendResponseHeaders(200, breaks ? PROMISED_BYTES : 0);
    for (StubWords.Event event : words.beginning(request, streams.says().counts())) {
      send(exchange, event);
    }
    boolean first = true;
    for (String piece : streams.pieces()) {
      if (!first && closing.await(streams.pause().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      first = false;
      sentPieces.add(new SentPiece(piece, System.nanoTime()));
      send(exchange, words.piece(piece));
    }
    switch (streams.then()) {
      case COMPLETES -> {
        for (StubWords.Event event : words.end(streams.says())) {
          send(exchange, event);
        }
      }
      case STALLS -> closing.await();
      case FAILS -> send(exchange, words.error("overloaded in the middle"));
      case BREAKS, STOPS -> {}
    }
  }

  private static void send(HttpExchange exchange, StubWords.Event event) throws IOException {
    exchange.getResponseBody().write(event.wire().getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  private static StubRequest read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return new StubRequest(
        exchange.getRequestURI().getPath(),
        headers,
        Json.readObject(body).orElseThrow(() -> new IOException("no JSON: " + body)));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void promise(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, PROMISED_BYTES);
    exchange.getResponseBody().write("{\"choices\"".getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    executor.shutdownNow();
  }
}
