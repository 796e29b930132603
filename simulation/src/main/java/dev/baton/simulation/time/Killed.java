package dev.baton.simulation.time;

/** Ends a thread of a simulated process that has died. Not an exception that work may handle. */
public final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  /** Without a stack trace, because it happens all the time. */
  public Killed() {
    super("killed", null, false, false);
  }
}
