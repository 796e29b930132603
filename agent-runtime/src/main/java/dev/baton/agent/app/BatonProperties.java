package dev.baton.agent.app;

import dev.baton.agent.model.AccountLimits;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.topics.TopicNames;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a worker needs to know of its installation: {@code baton.*}.
 *
 * @param topicPrefix what every topic's and group's name starts with
 * @param priorities whether tasks of HIGH and LOW have topics of their own
 * @param registry the schema registry
 * @param models tier name → its models in order of preference, separated by commas: {@code
 *     offline}, {@code scripted:FILE} or {@code ACCOUNT:MODEL}
 * @param providers account name → how models are reached
 * @param prices each {@code MODEL=INPUT/OUTPUT} or {@code MODEL=INPUT/OUTPUT/CACHED}, per million
 *     tokens
 * @param windows each {@code MODEL=TOKENS}: what a model takes at most, in and out together
 */
@ConfigurationProperties("baton")
public record BatonProperties(
    @DefaultValue(TopicNames.DEFAULT_PREFIX) String topicPrefix,
    @DefaultValue("false") boolean priorities,
    Registry registry,
    @DefaultValue Map<String, String> models,
    @DefaultValue Map<String, Provider> providers,
    @DefaultValue List<String> prices,
    @DefaultValue List<String> windows) {

  /**
   * An account of a provider of models. Every part may be blank.
   *
   * @param protocol openai, anthropic or gemini
   * @param baseUrl its address
   * @param apiKey its secret
   * @param model the model of every tier without a setting
   * @param requestsPerMinute calls a minute by all pods together; 0 for no bound
   * @param tokensPerMinute tokens a minute by all pods together; 0 for no bound
   * @param maxSilence how long a stream that has begun may be silent
   */
  public record Provider(
      @DefaultValue("") String protocol,
      @DefaultValue("") String baseUrl,
      @DefaultValue("") String apiKey,
      @DefaultValue("") String model,
      @DefaultValue("0") int requestsPerMinute,
      @DefaultValue("0") int tokensPerMinute,
      @DefaultValue("30s") Duration maxSilence) {

    static final Provider NONE = of("", "", "");

    /** What variables of the environment say. */
    static Provider of(String protocol, String baseUrl, String apiKey) {
      return new Provider(protocol, baseUrl, apiKey, "", 0, 0, AccountLimits.NONE.maxSilence());
    }

    AccountLimits limits() {
      return new AccountLimits(bound(requestsPerMinute), bound(tokensPerMinute), maxSilence);
    }

    private static Optional<Integer> bound(int value) {
      return value == 0 ? Optional.empty() : Optional.of(value);
    }

    /** Everything but the secret. */
    @Override
    public String toString() {
      return "Provider[protocol=%s, baseUrl=%s, model=%s]".formatted(protocol, baseUrl, model);
    }
  }

  /**
   * The schema registry.
   *
   * @param url its base address
   * @param kind whose client speaks to it
   */
  public record Registry(URI url, @DefaultValue("apicurio") RegistryEndpoint.Kind kind) {}

  /** Copies the collections and checks that the registry is given. */
  public BatonProperties {
    models = Map.copyOf(models);
    providers = Map.copyOf(providers);
    prices = List.copyOf(prices);
    windows = List.copyOf(windows);
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
