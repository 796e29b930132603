package dev.baton.agent.model;

import java.net.URI;
import java.util.Optional;

/**
 * Where models are asked, and in whose name.
 *
 * @param name what settings call it, for example openai
 * @param protocol what it speaks: openai, anthropic or gemini
 * @param baseUrl its address; the provider's own where none is given
 * @param apiKey its secret; none for a server that asks for none
 * @param model the model of every tier without a setting; the protocol's choice where none is given
 * @param limits bounds on its use
 */
public record ProviderAccount(
    String name,
    String protocol,
    Optional<URI> baseUrl,
    Optional<String> apiKey,
    Optional<String> model,
    AccountLimits limits) {

  /** An account without limits of its own. */
  public ProviderAccount(
      String name,
      String protocol,
      Optional<URI> baseUrl,
      Optional<String> apiKey,
      Optional<String> model) {
    this(name, protocol, baseUrl, apiKey, model, AccountLimits.NONE);
  }

  /** Everything but the secret. */
  @Override
  public String toString() {
    return "ProviderAccount[name=%s, protocol=%s, baseUrl=%s, apiKey=%s, model=%s, limits=%s]"
        .formatted(name, protocol, baseUrl, apiKey.map(_ -> "***"), model, limits);
  }
}
