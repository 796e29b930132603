package dev.baton.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.json.Json;
import dev.baton.agent.tool.ToolException;
import dev.baton.agent.tool.ToolInvocation;
import dev.baton.schemas.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchTests {

  private static final String HOST = "docs.example.org";
  private static final String PAGE = "https://docs.example.org/page";
  private static final FetchLimits LIMITS = new FetchLimits(Duration.ofSeconds(10), 1_000, 2);

  @TempDir static Path keys;
  private SecureServer server;
  private FakeNames names;

  @BeforeEach
  void startTheServer() throws Exception {
    server = new SecureServer(keys);
    names = new FakeNames().with(HOST, server.address());
  }

  @AfterEach
  void stopTheServer() {
    server.close();
  }

  @Test
  void fetchesAPageAndMarksItAsUntrusted() throws IOException {
    server.page("/page", "text/plain; charset=utf-8", "Grüße");

    try (WebFetch web = web(FetchTests::any, LIMITS)) {
      FetchTool tool = new FetchTool(web, true, InstantSource.system());
      String output = tool.run(call("{\"url\":\"%s?q=1#top\"}".formatted(PAGE))).text();

      assertThat(Json.readObject(output).orElseThrow())
          .isEqualTo(
              Json.object()
                  .put("taint", "UNTRUSTED")
                  .put("url", PAGE + "?q=1")
                  .put("status", 200)
                  .put("type", "text/plain")
                  .put("truncated", false)
                  .put("text", "Grüße"));
    }
    assertThat(server.visits()).containsExactly(HOST + "/page?q=1");
  }

  @Test
  void isOffWithoutAHost() throws IOException {
    try (WebFetch web = web(FetchTests::any, LIMITS)) {
      FetchTool tool = new FetchTool(web, false, InstantSource.system());

      assertThatThrownBy(() -> tool.run(call("{\"url\":\"%s\"}".formatted(PAGE))))
          .isInstanceOf(ToolException.class)
          .hasMessage("http-fetch: off (baton.fetch.hosts names no host)");
    }
    assertThat(server.visits()).isEmpty();
  }

  @Test
  void doesNotConnectToAnAddressInside() {
    server.page("/page", "text/plain", "inside");

    assertRefused(PublicAddresses::contains, PAGE, "has an address inside (127.0.0.1");
    assertThat(server.visits()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"169.254.169.254", "10.0.0.1", "::1", "::ffff:10.0.0.1", "fd00:ec2::254"})
  void refusesANameOfAnAddressInside(String address) {
    names.with(HOST, FakeNames.at(address));

    assertRefused(PublicAddresses::contains, PAGE, "has an address inside");
  }

  @Test
  void connectsToTheAddressThatItLookedAtThoughTheNameChanges() throws Exception {
    server.page("/page", "text/plain", "the one that was looked at");
    try (SecureServer inside = new SecureServer(keys).page("/page", "text/plain", "inside")) {
      names.with(HOST, server.address(), inside.address());

      try (WebFetch web = web(FetchTests::any, LIMITS)) {
        assertThat(web.get(PAGE, LIMITS.timeout()).text()).isEqualTo("the one that was looked at");
      }
      assertThat(names.asked()).containsExactly(HOST);
      assertThat(inside.visits()).isEmpty();
    }
  }

  @Test
  void followsARedirectToAnAllowedHostAndLooksAtItsAddressToo() throws IOException {
    server.redirect("/page", "https://other.example.org/there").page("/there", "text/plain", "ok");
    names.with("other.example.org", server.address());

    try (WebFetch web = web(FetchTests::any, LIMITS)) {
      assertThat(web.get(PAGE, LIMITS.timeout()).url())
          .isEqualTo("https://other.example.org/there");
    }
    names.with("other.example.org", FakeNames.at("169.254.169.254"));
    assertRefused(
        FetchTests::any, PAGE, "host other.example.org has an address inside (169.254.169.254");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.net/",
        "http://docs.example.org/there",
        "https://127.0.0.1/there",
        "https://2130706433/there",
        "https://[::ffff:127.0.0.1]/there",
        "https://docs.example.org@evil.net/",
        "//evil.net/there",
        "\\\\evil.net/there",
        "file:///etc/passwd",
        "https://docs.example.org:8443/there"
      })
  void doesNotFollowARedirectToWhereItMayNotGo(String to) {
    server.redirect("/page", to).page("/there", "text/plain", "there");

    // By the check itself: that nobody is there to be asked would be no merit of it.
    assertThatThrownBy(() -> get(PAGE))
        .isInstanceOf(FetchRefusedException.class)
        .hasMessageMatching("(?s)(url|redirect): .*");
    assertThat(server.visits()).containsExactly(HOST + "/page");
  }

  @Test
  void followsNoMoreRedirectsThanItsLimit() {
    server.redirect("/page", "/page");

    assertRefused(FetchTests::any, PAGE, "url: more than 2 redirects");
    assertThat(server.visits()).hasSize(3);
  }

  @Test
  void cutsALongPageAndSaysSo() throws IOException {
    server.page("/page", "text/html", "x".repeat(5_000));

    try (WebFetch web = web(FetchTests::any, LIMITS)) {
      FetchedPage page = web.get(PAGE, LIMITS.timeout());
      assertThat(page.text()).hasSize(1_000);
      assertThat(page.truncated()).isTrue();
    }
  }

  @Test
  void boundsWhatAPageGrowsToWhenItIsUnpacked() throws IOException {
    server.handle(
        "/page",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/plain");
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, 0);
          try (GZIPOutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
            out.write(new byte[50_000_000]);
          }
        });

    try (WebFetch web = web(FetchTests::any, LIMITS)) {
      assertThat(web.get(PAGE, LIMITS.timeout()).text()).hasSize(1_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/octet-stream", "image/png", "application/zip", "garbage"})
  void refusesATypeThatIsNoText(String type) {
    server.page("/page", type, "bytes");

    assertRefused(FetchTests::any, PAGE, "(expected: text, JSON or XML)");
  }

  @Test
  void endsInTimeThoughTheServerGoesOnByte() throws IOException {
    server.handle(
        "/page",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write('x');
              exchange.getResponseBody().flush();
              java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
          } catch (IOException _) {
            exchange.close(); // the client has gone
          }
        });
    long begin = System.nanoTime();

    assertRefused(
        FetchTests::any,
        PAGE,
        "no answer in time",
        new FetchLimits(Duration.ofSeconds(1), 1_000, 0));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void refusesACertificateOfAnotherName() {
    names.with("more.example.org", server.address());
    server.page("/page", "text/plain", "not mine");

    assertRefused(FetchTests::any, "https://more.example.org/page", "more.example.org: ");
    assertThat(server.visits()).isEmpty();
  }

  private void assertRefused(Predicate<InetAddress> allowed, String url, String named) {
    assertRefused(allowed, url, named, LIMITS);
  }

  private void assertRefused(
      Predicate<InetAddress> allowed, String url, String named, FetchLimits limits) {
    assertThatThrownBy(
            () -> {
              try (WebFetch web = web(allowed, limits)) {
                web.get(url, limits.timeout());
              }
            })
        .isInstanceOf(FetchRefusedException.class)
        .hasMessageContaining(named);
  }

  private FetchedPage get(String url) throws IOException {
    try (WebFetch web = web(FetchTests::any, LIMITS)) {
      return web.get(url, LIMITS.timeout());
    }
  }

  private WebFetch web(Predicate<InetAddress> allowed, FetchLimits limits) {
    return new WebFetch(
        new AllowedHosts(List.of(HOST, "other.example.org", "more.example.org")),
        limits,
        new WebFetch.Network(names, allowed, new DefaultClientTlsStrategy(server.trust())));
  }

  /** For what is not about addresses: the server of these tests is inside. */
  private static boolean any(InetAddress address) {
    return address.isLoopbackAddress() || PublicAddresses.contains(address);
  }

  private static ToolInvocation call(String arguments) {
    return new ToolInvocation(arguments, new Task(), "key", Instant.now().plusSeconds(10));
  }
}
