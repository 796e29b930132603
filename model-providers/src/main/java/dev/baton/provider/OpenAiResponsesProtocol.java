package dev.baton.provider;

import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelFacts;
import dev.baton.agent.model.ModelProtocol;
import dev.baton.agent.model.ProviderAccount;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's responses, without which its newer models call no tools. Nothing is kept at the
 * provider. Stateless and thread-safe.
 */
public final class OpenAiResponsesProtocol implements ModelProtocol {

  private static final URI OWN = URI.create("https://api.openai.com/v1");

  /** Models that take {@link #EFFORT}; older ones refuse a request that names any. */
  private static final String THINKING = "gpt-6";

  /** The least that all of them take; what they think is paid as output. */
  private static final String EFFORT = "low";

  @Override
  public String name() {
    return "openai-responses";
  }

  @Override
  public String standardModel(String tier) {
    return tier.equals(StandardModels.SMART) ? "gpt-6.1-sol" : "gpt-6-luna";
  }

  @Override
  public ModelClient client(ProviderAccount account, String model, ModelFacts facts) {
    @Nullable String effort = model.startsWith(THINKING) ? EFFORT : null;
    String address = account.baseUrl().orElse(OWN).toString().replaceAll("/+$", "");
    OpenAiResponsesChatModel whole =
        OpenAiResponsesChatModel.builder()
            .httpClientBuilder(new DeadlineHttpClientBuilder(account.limits().maxSilence()))
            .baseUrl(address)
            .apiKey(account.apiKey().orElse(null))
            .modelName(model)
            .reasoningEffort(effort)
            .store(false)
            .build();
    OpenAiResponsesStreamingChatModel streaming =
        OpenAiResponsesStreamingChatModel.builder()
            .httpClientBuilder(new DeadlineHttpClientBuilder(account.limits().maxSilence()))
            .baseUrl(address)
            .apiKey(account.apiKey().orElse(null))
            .modelName(model)
            .reasoningEffort(effort)
            .store(false)
            .build();
    return new ChatModelClient(
        model,
        new ChatModels(whole, streaming),
        new ChatModelClient.Accounting(
            RawReply::ofOpenAiResponses, StandardModels.facts(model, facts)),
        new CallFailures(model, account.apiKey()));
  }
}
