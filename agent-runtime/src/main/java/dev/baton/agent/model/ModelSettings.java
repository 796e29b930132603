package dev.baton.agent.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is configured about models.
 *
 * @param tiers tier name → its models in order of preference, separated by commas: {@code offline},
 *     {@code scripted:FILE} or {@code ACCOUNT:MODEL}
 * @param accounts the accounts that may be used, by name, in order of preference
 * @param prices model name → price
 * @param windows model name → tokens that it takes at most, in and out together
 * @param protocols how accounts are spoken to
 */
public record ModelSettings(
    Map<String, String> tiers,
    Map<String, ProviderAccount> accounts,
    Map<String, ModelPrice> prices,
    Map<String, Integer> windows,
    List<ModelProtocol> protocols) {

  /** Settings that name no window. */
  public ModelSettings(
      Map<String, String> tiers,
      Map<String, ProviderAccount> accounts,
      Map<String, ModelPrice> prices,
      List<ModelProtocol> protocols) {
    this(tiers, accounts, prices, Map.of(), protocols);
  }

  /** Copies everything; the accounts keep their order. */
  public ModelSettings {
    tiers = Map.copyOf(tiers);
    accounts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
    prices = Map.copyOf(prices);
    windows = Map.copyOf(windows);
    protocols = List.copyOf(protocols);
  }

  /** What is set about a model. */
  ModelFacts facts(String model) {
    return new ModelFacts(
        Optional.ofNullable(prices.get(model)), Optional.ofNullable(windows.get(model)));
  }

  /** Tiers without any account. */
  public static ModelSettings ofTiers(Map<String, String> tiers) {
    return new ModelSettings(tiers, Map.of(), Map.of(), List.of());
  }
}
