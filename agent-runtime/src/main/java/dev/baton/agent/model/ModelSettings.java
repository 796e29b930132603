package dev.baton.agent.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is configured about models.
 *
 * @param tiers tier name → its models in order of preference, separated by commas: {@code offline},
 *     {@code scripted:FILE} or {@code ACCOUNT:MODEL}
 * @param accounts the accounts that may be used, by name, in order of preference
 * @param prices model name → price
 * @param protocols how accounts are spoken to
 */
public record ModelSettings(
    Map<String, String> tiers,
    Map<String, ProviderAccount> accounts,
    Map<String, ModelPrice> prices,
    List<ModelProtocol> protocols) {

  /** Copies everything; the accounts keep their order. */
  public ModelSettings {
    tiers = Map.copyOf(tiers);
    accounts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
    prices = Map.copyOf(prices);
    protocols = List.copyOf(protocols);
  }

  /** Tiers without any account. */
  public static ModelSettings ofTiers(Map<String, String> tiers) {
    return new ModelSettings(tiers, Map.of(), Map.of(), List.of());
  }
}
