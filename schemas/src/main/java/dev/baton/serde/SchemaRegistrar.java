package dev.baton.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.topics.TopicSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Registers the contract's schemas: the operator's right alone. Thread-safe. */
public final class SchemaRegistrar implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private final RegistryEndpoint registry;
  // Over HTTP/2 the registry now and then waits for the end of a request that it has already.
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final ObjectMapper json = new ObjectMapper();

  /**
   * A registrar for one registry.
   *
   * @param registry where schemas are registered
   */
  public SchemaRegistrar(RegistryEndpoint registry) {
    this.registry = registry;
  }

  /**
   * Registers the schema of a topic's values under its subject; does nothing where it is registered
   * already.
   *
   * @param topic the topic
   * @return the schema's id
   * @throws IllegalStateException if the registry refuses the schema, for example as incompatible
   *     with an earlier one
   * @throws RegistryUnavailableException if the registry does not answer
   * @throws InterruptedException if the caller was interrupted
   */
  public int register(TopicSpec topic) throws InterruptedException {
    String subject = topic.subject();
    HttpResponse<String> answer =
        send(
            "POST",
            "/subjects/" + subject + "/versions",
            Map.of("schema", topic.schema().toString()));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "schema of subject %s: refused by the registry with status %d: %s"
              .formatted(subject, answer.statusCode(), answer.body()));
    }
    try {
      return json.readTree(answer.body()).path("id").asInt();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("schema registry: reply is no JSON: " + answer.body(), e);
    }
  }

  /**
   * Makes the registry refuse schemas that earlier or later readers could not read.
   *
   * @param topic the topic whose subject is guarded
   * @throws InterruptedException if the caller was interrupted
   */
  public void guard(TopicSpec topic) throws InterruptedException {
    HttpResponse<String> answer =
        send(
            "PUT",
            "/config/" + topic.subject(),
            Map.of("compatibility", topic.compatibility().name()));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "compatibility of subject %s: refused by the registry with status %d: %s"
              .formatted(topic.subject(), answer.statusCode(), answer.body()));
    }
  }

  private HttpResponse<String> send(String method, String path, Map<String, String> body)
      throws InterruptedException {
    URI uri = URI.create(registry.confluentApi() + path);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(TIMEOUT)
              .header("Content-Type", MEDIA_TYPE)
              .method(method, BodyPublishers.ofString(json.writeValueAsString(body)))
              .build();
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new RegistryUnavailableException("schema registry: no answer from " + uri, e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
