package dev.baton.cli.command;

import dev.baton.cli.failure.CommandFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time in the past as people write it: {@code 7d}, {@code 12h}, {@code 30m}, or a time in ISO
 * 8601.
 */
final class PastTime {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([dhm])");

  private PastTime() {}

  static Instant parse(String option, String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      long count = Long.parseLong(ago.group(1));
      return now.truncatedTo(ChronoUnit.SECONDS)
          .minus(
              switch (ago.group(2)) {
                case "d" -> Duration.ofDays(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofMinutes(count);
              });
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw CommandFailure.usage(
          "%s: '%s' (expected: 7d, 12h, 30m or a time like 2026-01-31T12:00:00Z)"
              .formatted(option, text));
    }
  }
}
