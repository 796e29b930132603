package dev.baton.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastTimeTests {

  @ParameterizedTest
  @CsvSource({
    "7d, 2026-01-24T12:00:00Z",
    "12h, 2026-01-31T00:00:00Z",
    "30m, 2026-01-31T11:30:00Z",
    "2026-01-01T01:02:03Z, 2026-01-01T01:02:03Z",
  })
  void readsAmountsAndTimes(String text, Instant expected) {
    assertThat(PastTime.parse("--since", text, Instant.parse("2026-01-31T12:00:00Z")))
        .isEqualTo(expected);
  }
}
