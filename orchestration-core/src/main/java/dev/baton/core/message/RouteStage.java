package dev.baton.core.message;

/** Which stage of the router decided. */
public enum RouteStage {
  HINT,
  RULE,
  CLASSIFIER,
  MODEL,
  FALLBACK,
  /** A stage that this reader does not know. */
  UNKNOWN
}
