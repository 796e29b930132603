package dev.baton.provider;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the HTTP client of one provider account. A redirect is never followed: it could carry the
 * key to another host.
 */
final class DeadlineHttpClientBuilder implements HttpClientBuilder {

  private @Nullable Duration connectTimeout = Duration.ofSeconds(10);
  private @Nullable Duration readTimeout;
  private final Duration maxSilence;

  /**
   * Clients of one account.
   *
   * @param maxSilence how long a stream that has begun may be silent
   */
  DeadlineHttpClientBuilder(Duration maxSilence) {
    this.maxSilence = maxSilence;
  }

  @Override
  public @Nullable Duration connectTimeout() {
    return connectTimeout;
  }

  @Override
  public HttpClientBuilder connectTimeout(@Nullable Duration timeout) {
    connectTimeout = timeout;
    return this;
  }

  @Override
  public @Nullable Duration readTimeout() {
    return readTimeout;
  }

  /** Kept and not heeded: every call has a deadline of its own. */
  @Override
  public HttpClientBuilder readTimeout(@Nullable Duration timeout) {
    readTimeout = timeout;
    return this;
  }

  @Override
  public HttpClient build() {
    java.net.http.HttpClient.Builder http =
        java.net.http.HttpClient.newBuilder()
            // Servers of one's own mostly speak plain HTTP, and some of them wait in vain for the
            // rest of a request that asks for HTTP/2.
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER);
    if (connectTimeout != null) {
      http.connectTimeout(connectTimeout);
    }
    return new DeadlineHttpClient(http.build(), maxSilence, InstantSource.system());
  }
}
