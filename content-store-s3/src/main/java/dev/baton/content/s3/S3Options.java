package dev.baton.content.s3;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * How a server is reached.
 *
 * @param endpoint its address; Amazon's where it is not given
 * @param region for signatures
 * @param pathStyle whether the bucket stands in the path
 * @param credentials found as Amazon's tools find them where they are not given
 * @param timeout bound on one call with its repetitions
 */
record S3Options(
    Optional<URI> endpoint,
    Optional<Region> region,
    boolean pathStyle,
    Optional<AwsBasicCredentials> credentials,
    Duration timeout) {

  private static final String DEFAULT_TIMEOUT_MILLIS = "30000";
  private static final int ATTEMPTS = 3;
  private static final List<String> NAMES =
      List.of("endpoint", "region", "path-style", "access-key", "secret-key", "timeout-millis");

  /**
   * Reads options. Case and dashes do not matter: environment variables have neither.
   *
   * @throws IllegalArgumentException if one is wrong or unknown
   */
  static S3Options of(Map<String, String> given) {
    Map<String, String> options = new HashMap<>();
    given.forEach((name, value) -> options.put(plain(name), value));
    for (String name : options.keySet()) {
      if (NAMES.stream().map(S3Options::plain).noneMatch(name::equals)) {
        throw new IllegalArgumentException(
            "content store, option %s: unknown (expected one of: %s)"
                .formatted(name, String.join(", ", NAMES)));
      }
    }
    Optional<URI> endpoint = option(options, "endpoint").map(URI::create);
    Optional<Region> region =
        option(options, "region").map(Region::of).or(() -> endpoint.map(_ -> Region.US_EAST_1));
    boolean pathStyle =
        option(options, "path-style").map(Boolean::parseBoolean).orElse(endpoint.isPresent());
    String millis = option(options, "timeout-millis").orElse(DEFAULT_TIMEOUT_MILLIS);
    return new S3Options(
        endpoint, region, pathStyle, credentials(options), Duration.ofMillis(positive(millis)));
  }

  private static Optional<AwsBasicCredentials> credentials(Map<String, String> options) {
    Optional<String> access = option(options, "access-key");
    Optional<String> secret = option(options, "secret-key");
    if (access.isPresent() != secret.isPresent()) {
      throw new IllegalArgumentException(
          "content store, access-key and secret-key: only one is given (expected: both or none)");
    }
    return access.map(key -> AwsBasicCredentials.create(key, secret.orElseThrow()));
  }

  private static long positive(String millis) {
    try {
      long value = Long.parseLong(millis);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "content store, timeout-millis: %s (expected: milliseconds, > 0)".formatted(millis));
  }

  private static String plain(String name) {
    return name.replaceAll("[^a-zA-Z0-9]", "").toLowerCase(Locale.ROOT);
  }

  private static Optional<String> option(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(plain(name)))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** A client; checksums beyond the digest that is always sent are left to servers that ask. */
  S3Client client() {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .forcePathStyle(pathStyle)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(config ->
                config
                    .apiCallTimeout(timeout)
                    .retryStrategy(strategy -> strategy.maxAttempts(ATTEMPTS)));
    endpoint.ifPresent(builder::endpointOverride);
    region.ifPresent(builder::region);
    credentials.map(StaticCredentialsProvider::create).ifPresent(builder::credentialsProvider);
    return builder.build();
  }

  /** Everything but the secret. */
  @Override
  public String toString() {
    return "S3Options[endpoint=%s, region=%s, pathStyle=%s, timeout=%s]"
        .formatted(endpoint, region, pathStyle, timeout);
  }
}
