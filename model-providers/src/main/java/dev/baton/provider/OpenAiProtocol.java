package dev.baton.provider;

import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelFacts;
import dev.baton.agent.model.ModelProtocol;
import dev.baton.agent.model.ProviderAccount;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;

/**
 * OpenAI's chat completions, which most servers and gateways speak as well. Stateless and
 * thread-safe.
 */
public final class OpenAiProtocol implements ModelProtocol {

  private static final URI OWN = URI.create("https://api.openai.com/v1");

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public String standardModel(String tier) {
    return tier.equals(StandardModels.SMART) ? "gpt-4.1" : "gpt-4.1-mini";
  }

  @Override
  public ModelClient client(ProviderAccount account, String model, ModelFacts facts) {
    String address = account.baseUrl().orElse(OWN).toString();
    OpenAiChatModel whole =
        OpenAiChatModel.builder()
            .httpClientBuilder(new DeadlineHttpClientBuilder(account.limits().maxSilence()))
            .baseUrl(address)
            .apiKey(account.apiKey().orElse(null))
            .modelName(model)
            .maxRetries(0)
            .build();
    OpenAiStreamingChatModel streaming =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(new DeadlineHttpClientBuilder(account.limits().maxSilence()))
            .baseUrl(address)
            .apiKey(account.apiKey().orElse(null))
            .modelName(model)
            .build();
    return new ChatModelClient(
        model,
        new ChatModels(whole, streaming),
        new ChatModelClient.Accounting(RawReply::ofOpenAi, StandardModels.facts(model, facts)),
        new CallFailures(model, account.apiKey()));
  }
}
