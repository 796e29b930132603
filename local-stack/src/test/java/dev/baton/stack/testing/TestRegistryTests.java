package dev.baton.stack.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class TestRegistryTests {
  @Test
  void sharesOneRegistryThatServes() throws Exception {
    TestRegistry registry = TestRegistry.shared();

    assertThat(TestRegistry.shared()).isSameAs(registry);
    URI subjects = URI.create(registry.ccompatUrl() + "/subjects");
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.send(HttpRequest.newBuilder(subjects).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }
}
