package dev.baton.serde;

import java.net.URI;

/**
 * Where the schema registry is and whose client speaks to it.
 *
 * @param kind whose serializer is used; both write the same bytes
 * @param url the registry's base address, without a path
 */
public record RegistryEndpoint(Kind kind, URI url) {

  /** Whose serializer is used. */
  public enum Kind {
    /** Apicurio Registry, with Apicurio's serializer. The default. */
    APICURIO,
    /**
     * Any other Confluent-compatible registry, with Confluent's serializer, which the build profile
     * {@code confluent} adds.
     */
    CONFLUENT
  }

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if it is not an absolute http or https address
   */
  public RegistryEndpoint {
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new IllegalArgumentException(
          "schema registry: '%s' (expected: http://HOST:PORT or https://HOST:PORT)".formatted(url));
    }
  }

  /** An Apicurio registry at an address. */
  public static RegistryEndpoint apicurio(String url) {
    return new RegistryEndpoint(Kind.APICURIO, URI.create(url));
  }

  /** The base of the Confluent-compatible API. */
  URI confluentApi() {
    return kind == Kind.APICURIO ? under("/apis/ccompat/v7") : url;
  }

  /** The base of the API that the serializer speaks. */
  URI serializerApi() {
    return kind == Kind.APICURIO ? under("/apis/registry/v3") : url;
  }

  private URI under(String path) {
    String base = url.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }
}
