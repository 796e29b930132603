package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.id.TaskId;
import dev.baton.core.ledger.LedgerEvent;
import org.junit.jupiter.api.Test;

/** Bugs around what is spent, set aside and leased. */
class PlantedSpendingBugTests extends PlantedBugs {
  @Test
  void aReservationThatIsSettledTwiceIsFound() {
    assertThat(foundWith(PlantedSpendingBugTests::settledAgain))
        .hasValueSatisfying(law -> assertThat(law).contains("budget"));
  }

  private static Applied settledAgain(RunStore before, WatchedStore after, Applied applied) {
    for (Fact fact : applied.entry().facts()) {
      if (fact instanceof TaskFact.TaskSucceeded success) {
        before
            .get(new RunKey.TaskKey(success.taskId()))
            .map(task -> task.reservation(success.attempt()))
            .ifPresent(reserved -> release(after, reserved));
      }
    }
    return applied;
  }

  private static void release(RunStore after, Reservation reserved) {
    after
        .get(new RunKey.Header())
        .ifPresent(header ->
            after.put(
                new RunKey.Header(), header.withSpending(header.spending().released(reserved))));
  }

  @Test
  void aReservationThatIsFreedThoughItsAttemptMayStillSpendIsFound() {
    assertThat(foundWith(PlantedSpendingBugTests::freedAtTheLoss))
        .hasValueSatisfying(law -> assertThat(law).contains("budget"));
  }

  private static Applied freedAtTheLoss(RunStore before, WatchedStore after, Applied applied) {
    for (Fact fact : applied.entry().facts()) {
      if (fact instanceof TaskFact.TaskAttemptFailed lost && lost.execution().isEmpty()) {
        free(before, after, lost.taskId(), lost.attempt());
      }
    }
    return applied;
  }

  private static void free(RunStore before, WatchedStore after, TaskId id, int attempt) {
    before.get(new RunKey.TaskKey(id)).map(task -> task.reservation(attempt)).stream()
        .filter(reserved -> !reserved.isEmpty())
        .filter(_ -> after.get(new RunKey.TaskKey(id)).isPresent())
        .forEach(reserved -> {
          release(after, reserved);
          Records.task(after, id, task -> task.withReservation(Reservation.none(attempt)));
        });
  }

  @Test
  void aReservationThatACancelLeaksIsFound() {
    assertThat(foundWith(PlantedSpendingBugTests::leakedAtTheCancel))
        .hasValueSatisfying(law -> assertThat(law).contains("budget"));
  }

  /** The last word of a cancelled attempt does not free what was set aside for it. */
  private static Applied leakedAtTheCancel(RunStore before, WatchedStore after, Applied applied) {
    for (Fact fact : applied.entry().facts()) {
      if (fact instanceof TaskFact.ResultSuperseded late && late.ended()) {
        before
            .get(new RunKey.TaskKey(late.taskId()))
            .filter(task -> task.phase() == TaskPhase.CANCELLED)
            .map(task -> task.reservation(late.attempt()).less(late.execution().usage()))
            .filter(
                rest -> !rest.isEmpty() && after.get(new RunKey.TaskKey(late.taskId())).isPresent())
            .ifPresent(rest -> {
              release(after, Reservation.none(late.attempt()).minus(rest));
              Records.task(after, late.taskId(), task -> task.withReservation(rest));
            });
      }
    }
    return applied;
  }

  @Test
  void aStepThatForgetsWhatItHasSetAsideIsFound() {
    assertThat(foundWith(PlantedSpendingBugTests::forgottenByTheStep))
        .hasValueSatisfying(law -> assertThat(law).contains("steps"));
  }

  private static Applied forgottenByTheStep(RunStore before, WatchedStore after, Applied applied) {
    for (Fact fact : applied.entry().facts()) {
      if (fact instanceof TaskFact.TaskDispatched given) {
        Reservation reserved =
            new Reservation(given.attempt(), given.tokensReserved(), given.costMicrosReserved());
        Reservation none = Reservation.none(given.attempt());
        Records.step(
            after, given.place().stepRound(), step -> step.reserving(none.minus(reserved)));
      }
    }
    return applied;
  }

  @Test
  void aWordOfTheLedgerThatIsForgottenIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean heedsTheLedger() {
                    return false;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("stuck"));
  }

  @Test
  void aLeaseThatIsNotReturnedIsFound() {
    assertThat(foundWith((_, _, applied) -> withoutReturns(applied)))
        .hasValueSatisfying(law -> assertThat(law).contains("lease"));
  }

  private static Applied withoutReturns(Applied applied) {
    return new Applied(
        applied.entry(),
        applied.effects().stream()
            .filter(effect ->
                !(effect instanceof Effect.TellLedger told
                    && told.event() instanceof LedgerEvent.LeaseSettled))
            .toList());
  }
}
