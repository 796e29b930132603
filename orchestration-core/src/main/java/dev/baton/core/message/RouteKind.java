package dev.baton.core.message;

/** What a route leads to. */
public enum RouteKind {
  AGENT,
  WORKFLOW,
  /** The request is refused. */
  NONE
}
