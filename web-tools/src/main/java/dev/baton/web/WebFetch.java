package dev.baton.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/**
 * Gets pages. Sends no cookies, no credentials and nothing of the task but the address itself.
 * Thread-safe.
 */
final class WebFetch implements AutoCloseable {

  private static final Http1Config HEADERS =
      Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(100).build();

  private final AllowedHosts hosts;
  private final FetchLimits limits;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("fetch-deadline").factory());

  /**
   * How the world is reached.
   *
   * @param names resolves host names
   * @param allowed which addresses may be connected to
   * @param tls makes a connection one of TLS and checks its certificate
   */
  record Network(DnsResolver names, Predicate<InetAddress> allowed, TlsSocketStrategy tls) {}

  WebFetch(AllowedHosts hosts, FetchLimits limits, Network network) {
    this.hosts = hosts;
    this.limits = limits;
    Timeout timeout = Timeout.of(limits.timeout());
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new VettedResolver(network.names(), network.allowed()))
                    .setTlsSocketStrategy(network.tls())
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(HEADERS).build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(timeout)
                            .setSocketTimeout(timeout)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(timeout)
                    .setConnectionRequestTimeout(timeout)
                    .build())
            .setUserAgent("baton")
            // A redirect is a new address and is checked as one.
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /**
   * Gets a page.
   *
   * @param url its address
   * @param timeout how long it may take, at most the limit
   * @throws FetchRefusedException if it is not allowed or cannot be had
   */
  FetchedPage get(String url, Duration timeout) {
    Duration bound = timeout.compareTo(limits.timeout()) < 0 ? timeout : limits.timeout();
    long end = System.nanoTime() + bound.toNanos();
    URI next = hosts.check(url);
    for (int redirects = 0; redirects <= limits.maxRedirects(); redirects++) {
      switch (hop(next, end)) {
        case Hop.Arrived(FetchedPage page) -> {
          return page;
        }
        case Hop.Redirected(URI location) -> next = hosts.check(next.resolve(location).toString());
      }
    }
    throw new FetchRefusedException(
        "url: more than %d redirects (expected: fewer)".formatted(limits.maxRedirects()));
  }

  /** Where one request led. */
  private sealed interface Hop {
    record Arrived(FetchedPage page) implements Hop {}

    record Redirected(URI location) implements Hop {}
  }

  private Hop hop(URI url, long end) {
    HttpGet get = new HttpGet(url);
    // The client's own timeouts begin anew with every byte.
    Future<?> deadline =
        deadlines.schedule(get::abort, end - System.nanoTime(), TimeUnit.NANOSECONDS);
    AtomicReference<Hop> hop = new AtomicReference<>();
    try {
      client.execute(
          get,
          response -> {
            try {
              hop.set(read(url, response));
              return url;
            } finally {
              // Without it the client would read on to the end, wherever that is.
              get.abort();
            }
          });
    } catch (IOException e) {
      if (hop.get() == null) {
        boolean late = System.nanoTime() - end >= 0;
        String why = late ? "no answer in time" : String.valueOf(e.getMessage());
        throw new FetchRefusedException("%s: %s".formatted(url.getHost(), why), e);
      }
    } finally {
      deadline.cancel(false);
    }
    return Objects.requireNonNull(hop.get());
  }

  private Hop read(URI url, ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    Header location = response.getFirstHeader("Location");
    if (status >= 300 && status < 400 && location != null) {
      return new Hop.Redirected(checkedLocation(location.getValue()));
    }
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new Hop.Arrived(new FetchedPage(url.toString(), status, "", "", false));
    }
    ContentType type = ContentType.parseLenient(entity.getContentType());
    String media = type == null ? "" : String.valueOf(type.getMimeType()).toLowerCase(Locale.ROOT);
    if (!isText(media)) {
      throw new FetchRefusedException(
          "%s: type '%s' (expected: text, JSON or XML)".formatted(url.getHost(), media));
    }
    Charset charset =
        type == null || type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
    byte[] bytes = entity.getContent().readNBytes(limits.maxBytes() + 1);
    boolean truncated = bytes.length > limits.maxBytes();
    byte[] kept = truncated ? Arrays.copyOf(bytes, limits.maxBytes()) : bytes;
    String text = new String(kept, charset);
    return new Hop.Arrived(new FetchedPage(url.toString(), status, media, text, truncated));
  }

  private static URI checkedLocation(String location) {
    try {
      return URI.create(location);
    } catch (IllegalArgumentException e) {
      throw new FetchRefusedException("redirect: no address (expected: one by RFC 3986)", e);
    }
  }

  private static boolean isText(String media) {
    return media.startsWith("text/")
        || media.equals("application/json")
        || media.equals("application/xml")
        || media.endsWith("+json")
        || media.endsWith("+xml");
  }

  @Override
  public void close() throws IOException {
    deadlines.shutdownNow();
    client.close();
  }
}
