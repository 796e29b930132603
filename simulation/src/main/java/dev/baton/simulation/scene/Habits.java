package dev.baton.simulation.scene;

import dev.baton.core.run.Applied;
import dev.baton.core.run.BudgetLimits;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunLimits;
import dev.baton.core.run.RunMachine;
import dev.baton.core.run.RunStore;
import java.time.Duration;
import java.util.Map;

/**
 * How those parts of a world behave that stand in for Kafka and for what lies around the machine
 * and the worker loop. Tests replace single habits by wrong ones to show that the invariants
 * notice.
 */
public class Habits {
  /** Good habits. */
  public Habits() {}

  /** What runs are bounded by: the default bounds, with prices and small leases. */
  public static final RunLimits LIMITS =
      RunLimits.DEFAULT.withBudgets(
          new BudgetLimits(
              Map.of("fast", 9_000_000L),
              20_000,
              60_000,
              Duration.ofSeconds(30),
              BudgetLimits.DEFAULT.cheaperFrom(),
              BudgetLimits.DEFAULT.fewerFrom(),
              BudgetLimits.DEFAULT.finishFrom()));

  /** The machine that decides. */
  public RunMachine machine() {
    return new RunMachine(LIMITS);
  }

  /** Applies an event with the machine. */
  public Applied apply(RunMachine machine, RunStore store, RunEvent event) {
    return machine.apply(store, event);
  }

  /** Child runs whose parent ends are told so. */
  public boolean tellsChildrenToStop() {
    return true;
  }

  /** Whoever takes over knows what the tenant's ledger has leased. */
  public boolean restoresLedger() {
    return true;
  }

  /** What a run leaves of its lease comes back to the ledger. */
  public boolean returnsLeases() {
    return true;
  }

  /** A model says no more than it was asked for. */
  public boolean keepsToGrants() {
    return true;
  }

  /** What the content store says is safe is safe. */
  public boolean keepsContent() {
    return true;
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
