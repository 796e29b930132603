package dev.baton.provider.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A provider on a free port of this machine that speaks OpenAI's chat completions and Anthropic's
 * messages, and says what a test has it say. Thread-safe.
 */
public final class ProviderStub implements AutoCloseable {

  private static final String OPENAI = "/v1/chat/completions";
  private static final String ANTHROPIC = "/v1/messages";

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Function<StubRequest, StubAnswer> brain;
  private final List<StubRequest> requests = new CopyOnWriteArrayList<>();
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

  /** Everything that was asked, oldest first. */
  public List<StubRequest> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      StubRequest request = read(exchange);
      requests.add(request);
      boolean openAi = request.path().equals(OPENAI);
      if (!openAi && !request.path().equals(ANTHROPIC)) {
        send(exchange, 404, "{\"error\":{\"message\":\"no such path\"}}");
        return;
      }
      switch (brain.apply(request)) {
        case StubAnswer.Says says ->
            send(
                exchange,
                200,
                (openAi ? openAi(request, says) : anthropic(request, says)).toString());
        case StubAnswer.Status(int code, Map<String, String> headers, String message) -> {
          headers.forEach(exchange.getResponseHeaders()::add);
          send(
              exchange,
              code,
              Json.object().set("error", Json.object().put("message", message)).toString());
        }
        case StubAnswer.Raw(String body) -> send(exchange, 200, body);
        case StubAnswer.Stalls() -> stall(exchange);
        case StubAnswer.Breaks() -> promise(exchange);
      }
    }
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
    exchange.sendResponseHeaders(200, 10_000);
    exchange.getResponseBody().write("{\"choices\"".getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  private void stall(HttpExchange exchange) throws IOException {
    promise(exchange);
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ObjectNode openAi(StubRequest request, StubAnswer.Says says) {
    ObjectNode body = Json.object().put("id", "c-1").put("object", "chat.completion");
    body.put("model", request.body().path("model").asText());
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    boolean refused = says.finish() == StubAnswer.Finish.REFUSAL;
    message.put(refused ? "refusal" : "content", says.text());
    if (!says.calls().isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      for (StubAnswer.Call call : says.calls()) {
        ObjectNode one = calls.addObject().put("id", call.id()).put("type", "function");
        one.putObject("function").put("name", call.tool()).put("arguments", call.argumentsJson());
      }
    }
    choice.put(
        "finish_reason",
        switch (says.finish()) {
          case LENGTH -> "length";
          case STOP, REFUSAL -> says.calls().isEmpty() ? "stop" : "tool_calls";
        });
    StubAnswer.Counts counts = says.counts();
    ObjectNode usage = body.putObject("usage").put("prompt_tokens", counts.input());
    usage.put("completion_tokens", counts.output());
    usage.put("total_tokens", counts.input() + counts.output());
    usage.putObject("prompt_tokens_details").put("cached_tokens", counts.cached());
    return body;
  }

  private static ObjectNode anthropic(StubRequest request, StubAnswer.Says says) {
    ObjectNode body = Json.object().put("id", "m-1").put("type", "message");
    body.put("role", "assistant").put("model", request.body().path("model").asText());
    ArrayNode content = body.putArray("content");
    if (!says.text().isEmpty()) {
      content.addObject().put("type", "text").put("text", says.text());
    }
    for (StubAnswer.Call call : says.calls()) {
      ObjectNode one = content.addObject().put("type", "tool_use").put("id", call.id());
      one.put("name", call.tool());
      one.set("input", Json.readObject(call.argumentsJson()).orElseGet(Json::object));
    }
    body.put(
        "stop_reason",
        switch (says.finish()) {
          case LENGTH -> "max_tokens";
          case REFUSAL -> "refusal";
          case STOP -> says.calls().isEmpty() ? "end_turn" : "tool_use";
        });
    StubAnswer.Counts counts = says.counts();
    body.putObject("usage")
        .put("input_tokens", counts.input() - counts.cached())
        .put("output_tokens", counts.output())
        .put("cache_read_input_tokens", counts.cached())
        .put("cache_creation_input_tokens", 0);
    return body;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    executor.shutdownNow();
  }
}
