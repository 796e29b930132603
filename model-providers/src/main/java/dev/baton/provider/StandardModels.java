package dev.baton.provider;

import dev.baton.agent.model.ModelFacts;
import dev.baton.agent.model.ModelPrice;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tier that has the better model, and prices and windows of the models that are used unasked.
 */
final class StandardModels {

  /** The tier of work that deserves the better model. */
  static final String SMART = "smart";

  /**
   * In US dollars per million tokens, as of November 2026: input, output, input from the cache and
   * input put into it (for five minutes). Settings go before.
   */
  private static final Map<String, ModelPrice> LIST =
      ModelPrice.list(
          List.of(
              "gpt-6.1-sol=2.00/10.00/0.10/2.50",
              "gpt-6-luna=0.10/0.50/0.01/0.125",
              "gpt-4.1=2.00/8.00/0.50",
              "gpt-4.1-mini=0.40/1.60/0.10",
              "claude-sonnet-5-5=2.00/10.00/0.10/2.50",
              "claude-haiku-5-5=0.10/0.50/0.01/0.125",
              "gemini-3.1-pro-preview=2.00/12.00/0.20",
              "gemini-3.8-flash=0.75/3.75/0.075"));

  /**
   * Tokens in and out together. GPT-6, Gemini's Pro and Claude Haiku take a million, but cost more
   * than the list says beyond what stands here.
   */
  private static final Map<String, Integer> WINDOWS =
      Map.of(
          "gpt-6.1-sol", 272_000,
          "gpt-6-luna", 272_000,
          "gpt-4.1", 1_047_576,
          "gpt-4.1-mini", 1_047_576,
          "claude-sonnet-5-5", 1_000_000,
          "claude-haiku-5-5", 100_000,
          "gemini-3.1-pro-preview", 200_000,
          "gemini-3.8-flash", 1_048_576);

  private StandardModels() {}

  /** What is set, else what is known; empty where nobody knows it. */
  static ModelFacts facts(String model, ModelFacts set) {
    return new ModelFacts(
        set.price().or(() -> Optional.ofNullable(LIST.get(model))),
        set.window().or(() -> Optional.ofNullable(WINDOWS.get(model))));
  }
}
