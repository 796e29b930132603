package dev.baton.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.agent.json.Json;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Reads how long a provider wants to be left alone: {@code retry-after-ms}, or {@code Retry-After}
 * in seconds or as a date (RFC 9110, section 10.2.3), or Google's {@code retryDelay} in the body.
 */
final class RetryAfter {

  /** A longer wait is cut. */
  static final Duration MAX = Duration.ofHours(1);

  private RetryAfter() {}

  static Optional<Duration> of(HttpHeaders headers, String body, Instant now) {
    return headers
        .firstValue("retry-after-ms")
        .flatMap(RetryAfter::number)
        .or(() -> headers.firstValue("retry-after").flatMap(value -> standard(value, now)))
        .or(() -> delay(body))
        .map(millis ->
            Duration.ofMillis((long) Math.ceil(Math.min(millis, (double) MAX.toMillis()))))
        .filter(Duration::isPositive);
  }

  /** {@code {"error": {"details": [{"@type": "…RetryInfo", "retryDelay": "34.5s"}]}}}. */
  private static Optional<Double> delay(String body) {
    for (JsonNode detail : Json.readObject(body).orElseGet(Json::object).at("/error/details")) {
      String text = detail.path("retryDelay").asText();
      if (text.endsWith("s")) {
        return number(text.substring(0, text.length() - 1)).map(seconds -> seconds * 1000);
      }
    }
    return Optional.empty();
  }

  private static Optional<Double> standard(String value, Instant now) {
    return number(value).map(seconds -> seconds * 1000).or(() -> date(value, now));
  }

  private static Optional<Double> number(String value) {
    String text = value.strip();
    return text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")
        ? Optional.of(Double.valueOf(text))
        : Optional.empty();
  }

  private static Optional<Double> date(String value, Instant now) {
    try {
      Instant then =
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of((double) Duration.between(now, then).toMillis());
    } catch (DateTimeParseException _) {
      return Optional.empty(); // neither form: as if nothing had been said
    }
  }
}
