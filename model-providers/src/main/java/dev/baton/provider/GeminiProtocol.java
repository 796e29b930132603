package dev.baton.provider;

import dev.baton.agent.model.ModelClient;
import dev.baton.agent.model.ModelFacts;
import dev.baton.agent.model.ModelProtocol;
import dev.baton.agent.model.ProviderAccount;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import java.net.URI;
import java.util.Optional;

/** Gemini's generateContent. Stateless and thread-safe. */
public final class GeminiProtocol implements ModelProtocol {

  private static final URI OWN = URI.create("https://generativelanguage.googleapis.com/v1beta");

  /** Stands for no key: a gateway that asks for none is sent this. */
  private static final String NO_KEY = "none";

  /**
   * Later Geminis refuse calls that came without their signature. This is what Google has one send
   * for calls of another model's.
   */
  private static final String UNSIGNED = "skip_thought_signature_validator";

  @Override
  public String name() {
    return "gemini";
  }

  @Override
  public String standardModel(String tier) {
    return tier.equals(StandardModels.SMART) ? "gemini-3.1-pro-preview" : "gemini-3.8-flash";
  }

  @Override
  public ModelClient client(ProviderAccount account, String model, ModelFacts facts) {
    String address = versioned(account.baseUrl().orElse(OWN));
    String key = account.apiKey().orElse(NO_KEY);
    GoogleAiGeminiChatModel whole =
        GoogleAiGeminiChatModel.builder()
            .httpClientBuilder(new DeadlineHttpClientBuilder(account.limits().maxSilence()))
            .baseUrl(address)
            .apiKey(key)
            .modelName(model)
            .returnThinking(true)
            .sendThinking(true)
            .maxRetries(0)
            .build();
    GoogleAiGeminiStreamingChatModel streaming =
        GoogleAiGeminiStreamingChatModel.builder()
            .httpClientBuilder(new DeadlineHttpClientBuilder(account.limits().maxSilence()))
            .baseUrl(address)
            .apiKey(key)
            .modelName(model)
            .returnThinking(true)
            .sendThinking(true)
            .build();
    return new ChatModelClient(
        model,
        new ChatModels(whole, streaming, Optional.of(UNSIGNED)),
        new ChatModelClient.Accounting(RawReply::ofGemini, StandardModels.facts(model, facts)),
        new CallFailures(model, account.apiKey()));
  }

  /** Google's own clients take the address without the version, LangChain4j's with it. */
  static String versioned(URI baseUrl) {
    String address = baseUrl.toString().replaceAll("/+$", "");
    return address.matches(".*/v1(beta|alpha)?") ? address : address + "/v1beta";
  }
}
