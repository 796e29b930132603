package dev.baton.content.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.content.ContentException;
import dev.baton.content.ContentReference;
import dev.baton.content.ContentStore;
import dev.baton.content.ContentStores;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Against a server that speaks the S3 API and accepts signatures of version 4 only. */
class S3BackendTests {

  private static final byte[] TEXT =
      "What is large travels by reference.".getBytes(StandardCharsets.UTF_8);
  private static final URI PLACE = URI.create("s3://bucket/some/prefix");

  private static S3Proxy server;
  private static Map<String, String> options;
  private static S3Client direct;

  @BeforeAll
  static void serve() throws Exception {
    Properties none = new Properties();
    none.setProperty("jclouds.identity", "");
    none.setProperty("jclouds.credential", "");
    server =
        S3Proxy.builder()
            .blobStore(BlobStores.create("transient-nio2", none))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "who", "secret")
            .build();
    server.start();
    options =
        Map.of(
            "endpoint",
            "http://127.0.0.1:" + server.getPort(),
            "access-key",
            "who",
            "secret-key",
            "secret");
    direct = S3Options.of(options).client();
    direct.createBucket(request -> request.bucket("bucket"));
  }

  @AfterAll
  static void stop() throws Exception {
    direct.close();
    server.stop();
  }

  @Test
  void bringsBackWhatWasPut() throws Exception {
    try (ContentStore store = store(PLACE, Map.of())) {
      byte[] large = new byte[1 << 20];

      for (byte[] content : List.of(TEXT, large, new byte[0])) {
        ContentReference reference = store.put(content);

        assertThat(store.open(reference)).isEqualTo(content);
        assertThat(store.put(content)).isEqualTo(reference);
        assertThat(reference.uri()).isEqualTo(URI.create(PLACE + "/" + reference.sha256()));
      }
    }
  }

  @Test
  void renewsAnObjectSoThatALifecycleRuleLetsItLive() throws Exception {
    try (ContentStore store = store(PLACE, Map.of())) {
      byte[] content = "renewed".getBytes(StandardCharsets.UTF_8);
      String key = "some/prefix/" + store.put(content).sha256();
      direct.putObject(
          request -> request.bucket("bucket").key(key), RequestBody.fromString("other"));

      ContentReference again = store.put(content);

      assertThat(store.open(again)).as("was written anew").isEqualTo(content);
    }
  }

  @Test
  void detectsTamperedBytesAndNamesAMissingObject() throws Exception {
    try (ContentStore store = store(PLACE, Map.of())) {
      ContentReference reference = store.put("tampered".getBytes(StandardCharsets.UTF_8));
      String key = "some/prefix/" + reference.sha256();

      direct.putObject(
          request -> request.bucket("bucket").key(key), RequestBody.fromString("Tampered"));
      assertThat(kind(store, reference)).isEqualTo(ContentException.Kind.DAMAGED);

      direct.deleteObject(request -> request.bucket("bucket").key(key));
      assertThatThrownBy(() -> store.open(reference))
          .hasMessageContaining("not in the store")
          .hasMessageContaining("s3://bucket/" + key);
    }
  }

  @Test
  void saysThatAServerThatRefusesOrIsAwayMayServeLater() throws Exception {
    ContentReference reference;
    try (ContentStore store = store(PLACE, Map.of())) {
      reference = store.put(TEXT);
    }
    try (ContentStore wrongKey = store(PLACE, Map.of("secret-key", "wrong"))) {
      assertThat(kind(wrongKey, reference)).isEqualTo(ContentException.Kind.UNREACHABLE);
      assertThatThrownBy(() -> wrongKey.put(TEXT)).hasMessageContaining("403");
    }
    try (ContentStore noBucket = store(URI.create("s3://none"), Map.of())) {
      assertThatThrownBy(() -> noBucket.put(TEXT)).hasMessageContaining("404");
    }
    try (ContentStore away =
        store(
            PLACE,
            Map.of("endpoint", "http://127.0.0.1:" + freePort(), "timeout-millis", "2000"))) {
      assertThatThrownBy(() -> away.put(TEXT)).matches(e -> ((ContentException) e).passing());
      assertThat(kind(away, reference)).isEqualTo(ContentException.Kind.UNREACHABLE);
    }
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() {
    try (ContentStore store = store(PLACE, Map.of())) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> store.put(TEXT)).isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void refusesWrongSettings() {
    assertThatThrownBy(() -> store(URI.create("s3:bucket"), Map.of()))
        .hasMessageContaining("expected: s3://BUCKET or s3://BUCKET/PREFIX");
    assertThatThrownBy(() -> store(PLACE, Map.of("timeout-millis", "soon")))
        .hasMessageContaining("timeout-millis: soon (expected: milliseconds, > 0)");
    assertThatThrownBy(() -> store(PLACE, Map.of("secret-key", " ")))
        .hasMessageContaining("only one is given");
    assertThatThrownBy(() -> store(PLACE, Map.of("colour", "red")))
        .hasMessageContaining("option colour: unknown (expected one of: endpoint, region,");
    assertThat(S3Options.of(Map.of("TIMEOUTMILLIS", "7")).timeout().toMillis()).isEqualTo(7);
    assertThat(S3Options.of(options).toString()).doesNotContain("secret");
  }

  private static ContentStore store(URI place, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(options);
    all.putAll(more);
    return ContentStores.open(place, 2 << 20, all);
  }

  private static ContentException.Kind kind(ContentStore store, ContentReference reference)
      throws InterruptedException {
    try {
      store.open(reference);
      throw new AssertionError("was opened: " + reference);
    } catch (ContentException e) {
      return e.kind();
    }
  }

  private static int freePort() throws java.io.IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
