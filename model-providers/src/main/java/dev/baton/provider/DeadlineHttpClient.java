package dev.baton.provider;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * LangChain4j's HTTP port over the JDK's client. Ends every call, its body included, by the
 * deadline of the current {@link Exchange}, ends a stream in which nothing comes any more, keeps
 * the headers of an error, and bounds the body. Thread-safe.
 */
final class DeadlineHttpClient implements HttpClient {

  /** The most bytes of a response; more ends the call. */
  static final long MAX_BODY_BYTES = 8L * 1024 * 1024;

  private final java.net.http.HttpClient http;
  private final Duration maxSilence;
  private final InstantSource clock;

  /**
   * A client.
   *
   * @param http sends the requests
   * @param maxSilence how long a stream that has begun may be silent
   * @param clock tells how much of a deadline is left
   */
  DeadlineHttpClient(java.net.http.HttpClient http, Duration maxSilence, InstantSource clock) {
    this.http = http;
    this.maxSilence = maxSilence;
    this.clock = clock;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    Exchange exchange = Exchange.CURRENT.get();
    HttpResponse<String> response =
        send(
            request,
            exchange.deadline(),
            BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BODY_BYTES));
    if (response.statusCode() / 100 != 2) {
      throw answered(response, response.body());
    }
    exchange.received(response.body());
    return successful(response).body(response.body()).build();
  }

  /**
   * Hears a stream to its end before it returns: the thread of the call stays the thread of its
   * events, so that an interrupt ends both. The parser that is offered swallows what its listener
   * throws, so it is not used.
   */
  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    Exchange exchange = Exchange.CURRENT.get();
    StreamLimits limits = new StreamLimits(exchange.deadline(), maxSilence, MAX_BODY_BYTES);
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
        send(request, exchange.deadline(), BodyHandlers.ofPublisher());
    TimedBody body = new TimedBody(limits, clock);
    response.body().subscribe(body);
    try (EventStream events = new EventStream(body)) {
      if (response.statusCode() / 100 != 2) {
        throw answered(response, new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
      listener.onOpen(successful(response).build());
      events.forEach(event -> {
        exchange.event(event.data());
        listener.onEvent(event, EventStream.CONTEXT);
      });
      listener.onClose();
    } catch (IOException e) {
      throw new BrokenAnswerException("its provider broke the stream off: " + e.getMessage());
    }
  }

  private ProviderHttpException answered(HttpResponse<?> response, String body) {
    return ProviderHttpException.answered(
        response.statusCode(), body, RetryAfter.of(response.headers(), body, clock.instant()));
  }

  private static SuccessfulHttpResponse.Builder successful(HttpResponse<?> response) {
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map());
  }

  private <T> HttpResponse<T> send(HttpRequest request, Instant deadline, BodyHandler<T> handler) {
    Duration left = Duration.between(clock.instant(), deadline);
    if (!left.isPositive()) {
      throw new DeadlineExceededException("no time left (expected: a deadline ahead)");
    }
    // Not the client's own time-out: it ends with the headers, and a body may never end.
    CompletableFuture<HttpResponse<T>> sent = http.sendAsync(toJdk(request), handler);
    try {
      return sent.get(left.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DeadlineExceededException("no answer within " + left);
    } catch (InterruptedException e) {
      throw new CallInterruptedException(e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw ProviderHttpException.silent(String.valueOf(cause), cause);
    } finally {
      sent.cancel(true);
    }
  }

  private static java.net.http.HttpRequest toJdk(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    String body = request.body();
    return builder
        .method(
            request.method().name(),
            body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }
}
