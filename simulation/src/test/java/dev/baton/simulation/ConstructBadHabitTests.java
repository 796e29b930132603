package dev.baton.simulation;

import dev.baton.core.run.Applied;
import dev.baton.core.run.FlawedMachines;
import dev.baton.core.run.RunEvent;
import dev.baton.core.run.RunMachine;
import dev.baton.core.run.RunStore;
import dev.baton.simulation.scene.Habits;
import org.junit.jupiter.api.Test;

/** Bad habits around plans, effects outside, money, the tenant's ledger and large content. */
class ConstructBadHabitTests extends BadHabits {
  @Test
  void aPlanWithAForbiddenRoleIsFound() throws Exception {
    breaks(() -> with(FlawedMachines.thatPlansWithEveryRole()), "plan");
  }

  @Test
  void aPlanThatGoesBackTwiceIsFound() throws Exception {
    breaks(() -> with(FlawedMachines.thatRepairsPlansTwice()), "plan");
  }

  @Test
  void childRunsThatNobodyStopsAreFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean tellsChildrenToStop() {
                return false;
              }
            },
        "children");
  }

  @Test
  void effectsThatAreForgottenAreFound() throws Exception {
    breaks(() -> with(FlawedMachines.thatForgetsEffects()), "compensation");
  }

  @Test
  void takingAnEffectBackTwiceIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public Applied apply(RunMachine machine, RunStore store, RunEvent event) {
                return FlawedMachines.listingAgain(machine, store, event);
              }
            },
        "compensation");
  }

  @Test
  void moneyThatIsSettledTwiceIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public Applied apply(RunMachine machine, RunStore store, RunEvent event) {
                return FlawedMachines.settlingTwice(machine, store, event);
              }
            },
        "budget",
        "replay");
  }

  @Test
  void workersThatSpendMoreThanTheirGrantAreFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean keepsToGrants() {
                return false;
              }
            },
        "grant");
  }

  @Test
  void aLedgerWhoseWordIsIgnoredIsFound() throws Exception {
    breaks(() -> with(FlawedMachines.thatIgnoresTheLedger()), "stuck");
  }

  @Test
  void aLedgerThatForgetsItsLeasesIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean restoresLedger() {
                return false;
              }
            },
        "ledger",
        "tenant",
        "lease");
  }

  @Test
  void aLeaseThatDoesNotComeBackIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean returnsLeases() {
                return false;
              }
            },
        "lease");
  }

  @Test
  void anAnswerThatNamesWhatNobodyHasIsFound() throws Exception {
    breaks(
        () ->
            new Habits() {
              @Override
              public boolean keepsContent() {
                return false;
              }
            },
        "content");
  }
}
