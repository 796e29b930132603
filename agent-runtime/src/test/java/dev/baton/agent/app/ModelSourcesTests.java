package dev.baton.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.model.AccountLimits;
import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelFacts;
import dev.baton.agent.model.ModelProtocol;
import dev.baton.agent.model.ModelSettings;
import dev.baton.agent.model.ProviderAccount;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySourcesPropertyResolver;

class ModelSourcesTests {

  /** Speaks to nobody. */
  private static final ModelProtocol SILENT =
      new ModelProtocol() {
        @Override
        public String name() {
          return "openai";
        }

        @Override
        public String standardModel(String tier) {
          return "m";
        }

        @Override
        public ModelClient client(ProviderAccount account, String model, ModelFacts facts) {
          throw new UnsupportedOperationException();
        }
      };

  @Test
  void needsNothingButAKeyInTheEnvironment() {
    ModelSettings settings = settings(Map.of(), Map.of("ANTHROPIC_API_KEY", " k "));

    assertThat(settings.accounts()).containsOnlyKeys("anthropic");
    ProviderAccount account = settings.accounts().values().iterator().next();
    assertThat(account.protocol()).isEqualTo("anthropic");
    assertThat(account.apiKey()).contains("k");
    assertThat(account.baseUrl()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', openai-responses",
    "http://gateway/v1, '', '', openai",
    "'', http://gateway/v1, '', openai",
    "'', '', openai, openai",
    "http://gateway/v1, '', openai-responses, openai-responses"
  })
  void speaksResponsesWithOpenAiItselfAndChatCompletionsWithOthers(
      String variable, String baseUrl, String protocol, String speaks) {
    ModelSettings settings =
        settings(
            Map.of(
                "baton.providers.openai.base-url", baseUrl,
                "baton.providers.openai.protocol", protocol),
            Map.of("OPENAI_API_KEY", "o", "OPENAI_BASE_URL", variable));

    assertThat(settings.accounts().get("openai"))
        .satisfies(account -> assertThat(account.protocol()).isEqualTo(speaks));
  }

  @Test
  void takesGooglesKeyByEitherOfItsNames() {
    assertThat(settings(Map.of(), Map.of("GEMINI_API_KEY", "g")).accounts().get("gemini"))
        .satisfies(account -> assertThat(account.apiKey()).contains("g"));
    assertThat(
            settings(Map.of(), Map.of("GEMINI_API_KEY", "g", "GOOGLE_API_KEY", "first"))
                .accounts()
                .get("gemini"))
        .satisfies(account -> assertThat(account.apiKey()).contains("first"));
  }

  @Test
  void readsTheLimitsOfAnAccount() {
    ModelSettings settings =
        settings(
            Map.of(
                "baton.providers.openai.requests-per-minute", "60",
                "baton.providers.openai.tokens-per-minute", "90000",
                "baton.providers.openai.max-silence", "5s"),
            Map.of("OPENAI_API_KEY", "o"));

    assertThat(settings.accounts().values().iterator().next().limits())
        .isEqualTo(new AccountLimits(Optional.of(60), Optional.of(90_000), Duration.ofSeconds(5)));
    assertThatThrownBy(() ->
            settings(
                Map.of("baton.providers.openai.tokens-per-minute", "-1"),
                Map.of("OPENAI_API_KEY", "o")))
        .hasMessage("baton.providers.openai.tokens-per-minute: -1 (expected: >= 1)");
  }

  @Test
  void prefersSettingsToTheEnvironmentAndKeepsTheOrder() {
    ModelSettings settings =
        settings(
            Map.of(
                "baton.providers.anthropic.api-key", "set",
                "baton.providers.anthropic.model", "mine",
                "baton.providers.local.protocol", "openai",
                "baton.providers.local.base-url", "http://127.0.0.1:11434/v1",
                "baton.prices", "a=1/2,b=3/4/1"),
            Map.of(
                "OPENAI_API_KEY", "o",
                "OPENAI_BASE_URL", "http://gateway:8080/v1",
                "ANTHROPIC_API_KEY", "a"));

    assertThat(settings.accounts().keySet()).containsExactly("openai", "anthropic", "local");
    List<ProviderAccount> accounts = List.copyOf(settings.accounts().values());
    assertThat(accounts.get(0).baseUrl()).contains(URI.create("http://gateway:8080/v1"));
    assertThat(accounts.get(1).apiKey()).contains("set");
    assertThat(accounts.get(1).model()).contains("mine");
    assertThat(accounts.get(2).apiKey()).isEmpty();
    assertThat(settings.prices()).containsOnlyKeys("a", "b");
  }

  @Test
  void hasNoAccountsWithoutAnyVariable() {
    assertThat(settings(Map.of(), Map.of("OPENAI_API_KEY", " ")).accounts()).isEmpty();
  }

  @Test
  void hasNoAccountsInAWorkerWithoutProtocols() {
    ModelSources sources =
        new ModelSources(properties(Map.of()), resolver(Map.of("OPENAI_API_KEY", "k")), List.of());

    assertThat(sources.settings().accounts()).isEmpty();
  }

  @Test
  void refusesAnAddressThatIsNone() {
    assertThatThrownBy(() -> settings(Map.of(), Map.of("OPENAI_BASE_URL", "localhost:80")))
        .hasMessage("base URL of openai: localhost:80 (expected: http://HOST:PORT/… or https://…)");
    assertThatThrownBy(() -> settings(Map.of("baton.providers.x.api-key", "k"), Map.of()))
        .hasMessage(
            "baton.providers.x.protocol: missing (expected: openai, openai-responses, anthropic or gemini)");
  }

  private static ModelSettings settings(Map<String, String> set, Map<String, String> variables) {
    return new ModelSources(properties(set), resolver(variables), List.of(SILENT)).settings();
  }

  private static BatonProperties properties(Map<String, String> set) {
    Map<String, String> all = new HashMap<>(set);
    all.put("baton.registry.url", "http://registry");
    return new Binder(new MapConfigurationPropertySource(all))
        .bind("baton", BatonProperties.class)
        .get();
  }

  private static PropertySourcesPropertyResolver resolver(Map<String, String> variables) {
    MutablePropertySources sources = new MutablePropertySources();
    sources.addFirst(new MapPropertySource("variables", Map.copyOf(variables)));
    return new PropertySourcesPropertyResolver(sources);
  }
}
