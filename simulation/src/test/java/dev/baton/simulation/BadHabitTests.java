package dev.baton.simulation;

import dev.baton.core.run.FlawedMachines;
import dev.baton.core.run.RunMachine;
import dev.baton.simulation.scene.Habits;
import org.junit.jupiter.api.Test;

/**
 * A simulator that finds nothing proves nothing: in each of these worlds one part has a bad habit,
 * and an invariant must break.
 */
class BadHabitTests extends BadHabits {

  @Test
  void acknowledgingBeforeTheResultIsSafeIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean waitsForResults() {
                return false;
              }
            },
        "acknowledged");
  }

  @Test
  void acceptingEverySuccessIsFound() throws Exception {
    breaks(() -> with(FlawedMachines.withoutFencing()), "fencing", "machine");
  }

  @Test
  void aLateResultThatRaisesAFinishedRunIsFound() throws Exception {
    breaks(
        () -> with(FlawedMachines.thatRaisesTheDead()), "terminal", "missing", "machine", "lease");
  }

  @Test
  void countingEverySuccessOfAnExecutionIsFound() throws Exception {
    breaks(() -> with(FlawedMachines.thatCountsEverySuccess()), "budget");
  }

  @Test
  void throwingALateSuccessAwayIsFound() throws Exception {
    breaks(() -> with(FlawedMachines.thatThrowsLateSuccessesAway()), "fencing");
  }

  @Test
  void lettingAZombieCommitIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean fencesZombies() {
                return false;
              }
            },
        "log",
        "fencing",
        "terminal");
  }

  @Test
  void payingAJournaledCallAgainIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean readsTheJournal() {
                return false;
              }
            },
        "journal");
  }

  @Test
  void sendingOutsideTheTransactionIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean sendsInsideTheTransaction() {
                return false;
              }
            },
        "answers",
        "effects");
  }

  @Test
  void losingTimersAtARestartIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean restoresTimers() {
                return false;
              }
            },
        "liveness",
        "lost task",
        "timers",
        "answers");
  }

  @Test
  void countingAReleasedTaskAsFailedIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean countsReleasesAsFailures() {
                return true;
              }
            },
        "released");
  }

  /** Two workers do the same task, and nobody keeps the second success from counting. */
  @Test
  void notRenewingLocksWhereNothingFencesIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public RunMachine machine() {
                return FlawedMachines.withoutFencing();
              }

              @Override
              public boolean renewsLocks() {
                return false;
              }
            },
        "fencing",
        "machine");
  }

  /** What the broker gave up, and what waits for its next attempt, only a task's timer notices. */
  @Test
  void aTaskThatNoTimerWatchesIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean keepsTaskTimers() {
                return false;
              }
            },
        "timers",
        "lost task");
  }

  @Test
  void handingOutTasksOfAbortedTransactionsIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean hidesAborted() {
                return false;
              }
            },
        "isolation",
        "effects");
  }

  @Test
  void droppingPoisonIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean buriesPoison() {
                return false;
              }
            },
        "acknowledged",
        "poison");
  }
}
