package dev.baton.core.message;

/** Why an attempt did not succeed. Decides whether it is tried again. */
public enum FailureClass {
  /** A passing fault of the environment: retried. */
  TRANSIENT,
  /** The attempt ran longer than its step allows: retried. */
  TIMEOUT,
  /** The output did not fit its schema even after repair: retried. */
  MALFORMED,
  /** Trying again cannot help. */
  PERMANENT,
  /** A budget of tokens, money, time or tasks is spent. */
  BUDGET,
  /** The model or a policy refused the work. */
  REFUSED,
  /** The task waited in its queue for too long: not retried, to avoid a storm. */
  OVERLOAD,
  /** The worker gave the task back unfinished, for example at shutdown: retried. */
  ABANDONED,
  /** A class that this reader does not know: not retried. */
  UNKNOWN
}
