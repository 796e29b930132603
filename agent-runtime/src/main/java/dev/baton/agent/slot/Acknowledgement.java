package dev.baton.agent.slot;

/** What the broker is told about a record. */
public enum Acknowledgement {
  /** It is done: its result is safe. */
  ACCEPT,
  /** No result could be produced: somebody else shall have it. */
  RELEASE,
  /** It is still being worked on: keep its lock. */
  RENEW
}
