package dev.baton.agent.app;

import dev.baton.serde.RegistryEndpoint;
import dev.baton.topics.TopicNames;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a worker needs to know of its installation: {@code baton.*}.
 *
 * @param topicPrefix what every topic's and group's name starts with
 * @param registry the schema registry
 * @param models tier name → {@code offline} or {@code scripted:FILE}; a tier without a setting is
 *     offline
 */
@ConfigurationProperties("baton")
public record BatonProperties(
    @DefaultValue(TopicNames.DEFAULT_PREFIX) String topicPrefix,
    Registry registry,
    @DefaultValue Map<String, String> models) {

  /**
   * The schema registry.
   *
   * @param url its base address
   * @param kind whose client speaks to it
   */
  public record Registry(URI url, @DefaultValue("apicurio") RegistryEndpoint.Kind kind) {}

  /** Copies the models and checks that the registry is given. */
  public BatonProperties {
    models = Map.copyOf(models);
    if (registry == null || registry.url() == null) {
      throw new IllegalArgumentException(
          "baton.registry.url: missing (expected: http://HOST:PORT)");
    }
  }

  TopicNames names() {
    return new TopicNames(topicPrefix);
  }

  RegistryEndpoint endpoint() {
    return new RegistryEndpoint(registry.kind(), registry.url());
  }
}
