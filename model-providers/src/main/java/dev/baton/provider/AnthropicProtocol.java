package dev.baton.provider;

import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelFacts;
import dev.baton.agent.model.ModelProtocol;
import dev.baton.agent.model.ProviderAccount;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import java.net.URI;

/** Anthropic's messages. Stateless and thread-safe. */
public final class AnthropicProtocol implements ModelProtocol {

  private static final URI OWN = URI.create("https://api.anthropic.com");

  /** Stands for no key: a gateway that asks for none is sent this. */
  private static final String NO_KEY = "none";

  @Override
  public String name() {
    return "anthropic";
  }

  @Override
  public String standardModel(String tier) {
    return tier.equals(StandardModels.SMART) ? "claude-sonnet-5-5" : "claude-haiku-5-5";
  }

  @Override
  public ModelClient client(ProviderAccount account, String model, ModelFacts facts) {
    String address = versioned(account.baseUrl().orElse(OWN));
    String key = account.apiKey().orElse(NO_KEY);
    AnthropicChatModel whole =
        AnthropicChatModel.builder()
            .httpClientBuilder(new DeadlineHttpClientBuilder(account.limits().maxSilence()))
            .baseUrl(address)
            .apiKey(key)
            .modelName(model)
            .cacheSystemMessages(true)
            .maxRetries(0)
            .build();
    AnthropicStreamingChatModel streaming =
        AnthropicStreamingChatModel.builder()
            .httpClientBuilder(new DeadlineHttpClientBuilder(account.limits().maxSilence()))
            .baseUrl(address)
            .apiKey(key)
            .modelName(model)
            .cacheSystemMessages(true)
            .build();
    return new ChatModelClient(
        model,
        new ChatModels(whole, streaming),
        new ChatModelClient.Accounting(RawReply::ofAnthropic, StandardModels.facts(model, facts)),
        new CallFailures(model, account.apiKey()));
  }

  /** Anthropic's own clients take the address without the version, LangChain4j's with it. */
  static String versioned(URI baseUrl) {
    String address = baseUrl.toString().replaceAll("/+$", "");
    return address.endsWith("/v1") ? address + "/" : address + "/v1/";
  }
}
