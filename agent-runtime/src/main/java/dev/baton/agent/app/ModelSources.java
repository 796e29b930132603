package dev.baton.agent.app;

import dev.baton.agent.model.AccountLimits;
import dev.baton.agent.model.ModelPrice;
import dev.baton.agent.model.ModelProtocol;
import dev.baton.agent.model.ModelSettings;
import dev.baton.agent.model.ProviderAccount;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.PropertyResolver;

/**
 * Puts together what is configured about models: {@code baton.models}, {@code baton.providers} and
 * {@code baton.prices}, and the variables that other tools use as well, such as {@code
 * OPENAI_API_KEY}.
 */
final class ModelSources {

  /** Providers that a key in the environment is enough for, in order of preference. */
  private static final List<String> WELL_KNOWN = List.of("openai", "anthropic", "gemini");

  private static final Pattern WINDOW =
      Pattern.compile("(?<model>[^=\\s]+)=(?<tokens>[1-9][0-9]{2,8})");

  private final BatonProperties properties;
  private final PropertyResolver environment;
  private final List<ModelProtocol> protocols;

  ModelSources(
      BatonProperties properties, PropertyResolver environment, List<ModelProtocol> protocols) {
    this.properties = properties;
    this.environment = environment;
    this.protocols = protocols;
  }

  /** Sources with the protocols that this worker brings. */
  static ModelSources of(BatonProperties properties, PropertyResolver environment) {
    return new ModelSources(
        properties,
        environment,
        ServiceLoader.load(ModelProtocol.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  ModelSettings settings() {
    return new ModelSettings(
        properties.models(),
        // A worker without the module for providers has no use for a key that it happens to see.
        protocols.isEmpty() ? Map.of() : accounts(),
        ModelPrice.list(properties.prices()),
        windows(properties.windows()),
        protocols);
  }

  private static Map<String, Integer> windows(List<String> entries) {
    Map<String, Integer> windows = new TreeMap<>();
    for (String entry : entries) {
      Matcher matcher = WINDOW.matcher(entry.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "baton.windows: %s (expected: MODEL=TOKENS)".formatted(entry));
      }
      windows.put(matcher.group("model"), Integer.valueOf(matcher.group("tokens")));
    }
    return windows;
  }

  private Map<String, ProviderAccount> accounts() {
    Map<String, ProviderAccount> accounts = new LinkedHashMap<>();
    Map<String, BatonProperties.Provider> others = new TreeMap<>(properties.providers());
    for (String name : WELL_KNOWN) {
      BatonProperties.Provider given = others.remove(name);
      BatonProperties.Provider set = given == null ? BatonProperties.Provider.NONE : given;
      ProviderAccount account = account(name, set, variables(name, set.baseUrl()));
      if (account.apiKey().isPresent() || account.baseUrl().isPresent()) {
        accounts.put(name, account);
      }
    }
    others.forEach(
        (name, set) -> accounts.put(name, account(name, set, BatonProperties.Provider.NONE)));
    return accounts;
  }

  private BatonProperties.Provider variables(String name, String setBaseUrl) {
    String prefix = name.toUpperCase(Locale.ROOT);
    String baseUrl = variable(prefix + "_BASE_URL");
    // OpenAI's newer models call tools only in responses; other servers speak chat completions.
    boolean openAi = name.equals("openai") && baseUrl.isBlank() && setBaseUrl.isBlank();
    String key = variable(prefix + "_API_KEY");
    // Google's own clients take either variable, this one first.
    String google = name.equals("gemini") ? variable("GOOGLE_API_KEY") : "";
    return BatonProperties.Provider.of(
        openAi ? "openai-responses" : name, baseUrl, google.isBlank() ? key : google);
  }

  private String variable(String name) {
    return environment.getProperty(name, "");
  }

  private static ProviderAccount account(
      String name, BatonProperties.Provider set, BatonProperties.Provider otherwise) {
    return new ProviderAccount(
        name,
        given(set.protocol(), otherwise.protocol())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "baton.providers.%s.protocol: missing (expected: openai, openai-responses, anthropic or gemini)"
                        .formatted(name))),
        given(set.baseUrl(), otherwise.baseUrl()).map(url -> address(name, url)),
        given(set.apiKey(), otherwise.apiKey()),
        given(set.model(), otherwise.model()),
        limits(name, set));
  }

  private static AccountLimits limits(String name, BatonProperties.Provider set) {
    try {
      return set.limits();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "baton.providers.%s.%s".formatted(name, e.getMessage()), e);
    }
  }

  private static Optional<String> given(String first, String second) {
    String value = first.isBlank() ? second : first;
    return value.isBlank() ? Optional.empty() : Optional.of(value.strip());
  }

  private static URI address(String name, String url) {
    URI address;
    try {
      address = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw wrongAddress(name, url);
    }
    if (!List.of("http", "https").contains(String.valueOf(address.getScheme()))
        || address.getHost() == null) {
      throw wrongAddress(name, url);
    }
    return address;
  }

  private static IllegalArgumentException wrongAddress(String name, String url) {
    return new IllegalArgumentException(
        "base URL of %s: %s (expected: http://HOST:PORT/… or https://…)".formatted(name, url));
  }
}
