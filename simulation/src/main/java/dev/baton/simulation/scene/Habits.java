package dev.baton.simulation.scene;

import dev.baton.core.run.RunLimits;
import dev.baton.core.run.RunMachine;

/**
 * How those parts of a world behave that stand in for Kafka and for what lies around the machine
 * and the worker loop. Tests replace single habits by wrong ones to show that the invariants
 * notice.
 */
public class Habits {
  /** Good habits. */
  public Habits() {}

  /** The machine that decides. */
  public RunMachine machine() {
    return new RunMachine(RunLimits.DEFAULT);
  }

  /** The broker lets nobody commit for a partition that another one has taken over. */
  public boolean fencesZombies() {
    return true;
  }

  /** Tasks, answers and the rest are sent in the transaction that writes the state. */
  public boolean sendsInsideTheTransaction() {
    return true;
  }

  /** Whoever takes over fires the timers of before. */
  public boolean restoresTimers() {
    return true;
  }

  /** The timers of tasks are set as the machine asks. */
  public boolean keepsTaskTimers() {
    return true;
  }

  /** Share groups keep back what was aborted. */
  public boolean hidesAborted() {
    return true;
  }

  /** A result is safe before the worker goes on. */
  public boolean waitsForResults() {
    return true;
  }

  /** A renewal reaches the broker. */
  public boolean renewsLocks() {
    return true;
  }

  /** Earlier calls are found in the journal. */
  public boolean readsTheJournal() {
    return true;
  }

  /** A task that was given back is nobody's failure. */
  public boolean countsReleasesAsFailures() {
    return false;
  }

  /** A record that cannot be decoded goes to the dead letters. */
  public boolean buriesPoison() {
    return true;
  }
}
