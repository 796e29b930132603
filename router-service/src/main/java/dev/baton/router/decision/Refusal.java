package dev.baton.router.decision;

import dev.baton.schemas.Rejection;

/** Why requests are refused. */
enum Refusal {
  EMPTY_GOAL("empty-goal"),
  TOO_LARGE("too-large"),
  DEADLINE_PASSED("deadline-passed"),
  MALFORMED_HINT("malformed-hint"),
  UNKNOWN_HINT("unknown-hint"),
  INVALID_BUDGET("invalid-budget"),
  TOO_MANY_INPUTS("too-many-inputs"),
  INPUT_TOO_LONG("input-too-long"),
  TOO_MANY_CORRELATIONS("too-many-correlations"),
  CORRELATION_TOO_LONG("correlation-too-long"),
  HISTORY_TOO_LONG("history-too-long"),
  ID_TOO_LONG("id-too-long"),
  UNKNOWN_AGENT("unknown-agent"),
  NO_LIVE_WORKER("no-live-worker");

  private final String code;

  Refusal(String code) {
    this.code = code;
  }

  Rejection because(String message) {
    return new Rejection(code, message);
  }
}
