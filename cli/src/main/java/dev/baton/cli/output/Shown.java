package dev.baton.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How values look on a terminal. */
public final class Shown {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final long SECONDS_PER_MINUTE = 60;
  private static final long BYTES_PER_MIB = 1 << 20;

  private Shown() {}

  /** A duration: {@code 85 ms}, {@code 3.2 s}, {@code 4 min 10 s}. */
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < MILLIS_PER_SECOND) {
      return millis + " ms";
    }
    if (duration.toSeconds() < SECONDS_PER_MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", millis / (double) MILLIS_PER_SECOND);
    }
    return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }

  /** A point in time, in the reader's own time zone. */
  public static String time(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }

  /** A number of bytes in MiB. */
  public static String mib(long bytes) {
    return bytes / BYTES_PER_MIB + " MiB";
  }

  /**
   * One line without control characters, so that foreign text cannot move the cursor.
   *
   * @param width cut after so many characters, with an ellipsis
   */
  public static String line(String text, int width) {
    String clean = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return clean.length() <= width ? clean : clean.substring(0, Math.max(0, width - 1)) + "…";
  }

  /** Foreign text of several lines without control characters other than line ends and tabs. */
  public static String block(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "").strip();
  }
}
