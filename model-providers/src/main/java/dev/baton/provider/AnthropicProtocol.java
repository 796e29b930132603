package dev.baton.provider;

import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelPrice;
import dev.baton.agent.model.ModelProtocol;
import dev.baton.agent.model.ProviderAccount;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import java.net.URI;
import java.util.Optional;

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
    return tier.equals(StandardModels.SMART) ? "claude-sonnet-4-5" : "claude-haiku-4-5";
  }

  @Override
  public ModelClient client(ProviderAccount account, String model, Optional<ModelPrice> price) {
    AnthropicChatModel chat =
        AnthropicChatModel.builder()
            .httpClientBuilder(new DeadlineHttpClientBuilder())
            .baseUrl(versioned(account.baseUrl().orElse(OWN)))
            .apiKey(account.apiKey().orElse(NO_KEY))
            .modelName(model)
            .cacheSystemMessages(true)
            .maxRetries(0)
            .build();
    return new ChatModelClient(
        model,
        chat,
        new ChatModelClient.Accounting(RawReply::ofAnthropic, StandardModels.price(model, price)),
        new CallFailures(model, account.apiKey()));
  }

  /** Anthropic's own clients take the address without the version, LangChain4j's with it. */
  static String versioned(URI baseUrl) {
    String address = baseUrl.toString().replaceAll("/+$", "");
    return address.endsWith("/v1") ? address + "/" : address + "/v1/";
  }
}
