package dev.baton.core.workflow;

/** What becomes of a run when a step lacks some of its results. */
public enum OnMissing {
  /** The run goes on; the answer names what is missing. */
  PARTIAL,
  /** The run fails. */
  FAIL
}
