package dev.baton.agent.slot;

import java.time.Duration;

/** Hears from slot groups what decides how many records a poll takes. Thread-safe. */
public interface SlotListener {

  /** A poll brought records after a wait. */
  void polled(int records, Duration waited);

  /** A task took so long. */
  void finished(Duration work);

  /** A task has been running for longer than short tasks do, and goes on. */
  void runsLong(Duration age);
}
