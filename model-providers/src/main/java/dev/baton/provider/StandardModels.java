package dev.baton.provider;

import dev.baton.agent.model.ModelPrice;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tier that has the better model, and list prices of the models that are used unasked. */
final class StandardModels {

  /** The tier of work that deserves the better model. */
  static final String SMART = "smart";

  /** In US dollars per million tokens: input, output, cached input. Settings go before. */
  private static final Map<String, ModelPrice> LIST =
      ModelPrice.list(
          List.of(
              "gpt-4.1=2.00/8.00/0.50",
              "gpt-4.1-mini=0.40/1.60/0.10",
              "claude-sonnet-4-5=3.00/15.00/0.30",
              "claude-haiku-4-5=1.00/5.00/0.10"));

  private StandardModels() {}

  /** The price that is set, else the list price; empty where nobody knows it. */
  static Optional<ModelPrice> price(String model, Optional<ModelPrice> set) {
    return set.or(() -> Optional.ofNullable(LIST.get(model)));
  }
}
