package dev.baton.core.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * After which time a tenant's spending starts at nothing again; days and months are those of UTC.
 */
public enum Period {
  /** Each full hour. */
  HOUR,
  /** Each midnight. */
  DAY,
  /** Each first day of a month. */
  MONTH;

  /** When the period began that holds a time. */
  public Instant startOf(Instant at) {
    LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
    return switch (this) {
      case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
      case DAY -> day.atStartOfDay(ZoneOffset.UTC).toInstant();
      case MONTH -> day.withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    };
  }

  /** As it stands in a sentence. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
