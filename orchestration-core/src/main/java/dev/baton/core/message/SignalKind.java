package dev.baton.core.message;

/** What a signal asks of a run. */
public enum SignalKind {
  CANCEL,
  PAUSE,
  RESUME,
  APPROVE,
  DENY,
  INPUT,
  /** A kind that this reader does not know. */
  UNKNOWN
}
