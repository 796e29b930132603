package dev.baton.agent.slot;

import java.util.Optional;

/** One go at a record, away from the slot's thread. Thread-safe. */
public interface Execution {

  /** How it ended; empty while it is under way. */
  Optional<Disposition> disposition();

  /**
   * Ends the work early by interrupting it. Does nothing once the work is done; the first cause
   * counts.
   *
   * @param cause why
   */
  void cancel(CancelCause cause);

  /**
   * Leaves work behind that does not react to being cancelled, and says for it what its cause
   * demands.
   */
  void abandon();

  /** Tells the orchestrator that the work has begun; best effort. */
  void sayStarted();
}
