package dev.baton.agent.model;

import java.net.URI;
import java.util.Optional;

/**
 * Where models are asked, and in whose name.
 *
 * @param name what settings call it, for example openai
 * @param protocol what it speaks: openai or anthropic
 * @param baseUrl its address; the provider's own where none is given
 * @param apiKey its secret; none for a server that asks for none
 * @param model the model of every tier without a setting; the protocol's choice where none is given
 */
public record ProviderAccount(
    String name,
    String protocol,
    Optional<URI> baseUrl,
    Optional<String> apiKey,
    Optional<String> model) {

  /** Everything but the secret. */
  @Override
  public String toString() {
    return "ProviderAccount[name=%s, protocol=%s, baseUrl=%s, apiKey=%s, model=%s]"
        .formatted(name, protocol, baseUrl, apiKey.map(_ -> "***"), model);
  }
}
