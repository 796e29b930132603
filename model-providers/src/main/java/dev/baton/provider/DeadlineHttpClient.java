package dev.baton.provider;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * LangChain4j's HTTP port over the JDK's client. Ends every call, its body included, by the
 * deadline of the current {@link Exchange}, keeps the headers of an error, and bounds the body.
 * Thread-safe.
 */
final class DeadlineHttpClient implements HttpClient {

  /** The most bytes of a response; more ends the call. */
  static final long MAX_BODY_BYTES = 8L * 1024 * 1024;

  private final java.net.http.HttpClient http;
  private final InstantSource clock;

  DeadlineHttpClient(java.net.http.HttpClient http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    Exchange exchange = Exchange.CURRENT.get();
    HttpResponse<String> response = send(request, exchange.deadline());
    if (response.statusCode() / 100 != 2) {
      throw ProviderHttpException.answered(
          response.statusCode(),
          response.body(),
          RetryAfter.of(response.headers(), clock.instant()));
    }
    exchange.received(response.body());
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map())
        .body(response.body())
        .build();
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("streaming (expected: whole replies only)");
  }

  private HttpResponse<String> send(HttpRequest request, Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    if (!left.isPositive()) {
      throw new DeadlineExceededException("no time left (expected: a deadline ahead)");
    }
    // Not the client's own time-out: it ends with the headers, and a body may never end.
    CompletableFuture<HttpResponse<String>> sent =
        http.sendAsync(
            toJdk(request), BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BODY_BYTES));
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
