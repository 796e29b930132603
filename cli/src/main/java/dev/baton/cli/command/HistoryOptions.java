package dev.baton.cli.command;

import dev.baton.cli.failure.CommandFailure;
import java.time.Instant;
import picocli.CommandLine.Option;

/** The options of commands that look at past requests. */
final class HistoryOptions {

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "From when: 7d, 12h, 30m or a time in ISO 8601 (default: ${DEFAULT-VALUE}).")
  private String since = "7d";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Compare the latest N requests at most (default: ${DEFAULT-VALUE}).")
  private int limit = 100_000;

  @Option(
      names = "--show",
      paramLabel = "N",
      description = "Show N changed requests at most (default: ${DEFAULT-VALUE}).")
  private int show = 20;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  /** From when, once all options are looked at. */
  Instant from() {
    if (limit < 1) {
      throw CommandFailure.usage("--limit: %d (expected: >= 1)".formatted(limit));
    }
    if (show < 0) {
      throw CommandFailure.usage("--show: %d (expected: >= 0)".formatted(show));
    }
    return PastTime.parse("--since", since, Instant.now());
  }

  int limit() {
    return limit;
  }

  int show() {
    return show;
  }

  boolean json() {
    return json;
  }
}
