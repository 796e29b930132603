package dev.baton.stack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks to a registry as Confluent's clients do. */
final class RegistryProbe {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private RegistryProbe() {}

  /** Registers an Avro type under a subject and returns the answer, which holds its id. */
  static String register(LocalRegistry registry, String subject, String avroType) throws Exception {
    String body = "{\"schema\": \"{\\\"type\\\": \\\"" + avroType + "\\\"}\"}";
    URI uri = URI.create(registry.ccompatUrl() + "/subjects/" + subject + "/versions");
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofString(body)));
  }

  static String get(String url) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  private static String send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(answer + " " + answer.body());
      }
      return answer.body();
    }
  }
}
