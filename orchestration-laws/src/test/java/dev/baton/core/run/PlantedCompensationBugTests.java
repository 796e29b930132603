package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.FailureClass;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bugs around what comes after the end: effects that are taken back, and gravestones. */
class PlantedCompensationBugTests extends PlantedBugs {
  @Test
  void aCompensationThatIsDoneTwiceIsFound() {
    assertThat(foundWith(PlantedCompensationBugTests::listedAgain))
        .hasValueSatisfying(law -> assertThat(law).contains("compensation: twice"));
  }

  private static Applied listedAgain(RunStore before, WatchedStore after, Applied applied) {
    boolean goesOn =
        after
            .get(new RunKey.Header())
            .filter(header -> header.status() == RunStatus.COMPENSATING)
            .isPresent();
    before
        .get(new RunKey.Compensation())
        .flatMap(RunRecord.CompensationRecord::current)
        .filter(_ -> goesOn)
        .filter(done -> after.get(new RunKey.EffectOf(done.compensates())).isEmpty())
        .ifPresent(done ->
            Evolution.evolve(
                after,
                new CompensationFact.EffectPossible(done.compensates(), done.place().step())));
    return applied;
  }

  @Test
  void aCompensationOfATaskThatDidNothingIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean rulesOut(FailureClass failure) {
                    return false;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("had no effect"));
  }

  @Test
  void compensatingTheEarliestEffectFirstIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  Optional<TaskId> nextEffect(Draft draft) {
                    Optional<TaskId> first = draft.effects().last();
                    for (Optional<TaskId> next = first; next.isPresent(); ) {
                      first = next;
                      next = draft.find(new RunKey.EffectOf(next.get())).orElseThrow().earlier();
                    }
                    return first;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("not the latest effect first"));
  }

  @Test
  void aCompensationWithoutABoundIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  Duration compensationTime(RunLimits limits) {
                    return Duration.ofHours(12);
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("liveness"));
  }

  @Test
  void effectsThatAreForgottenAreFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  Optional<TaskId> nextEffect(Draft draft) {
                    return Optional.empty();
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("were forgotten"));
  }

  @Test
  void aGravestoneThatIsRemovedTooEarlyIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  Duration gravestoneTime(RunLimits limits) {
                    return Duration.ofDays(7);
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("gravestone: removed while"));
  }

  @Test
  void aLateResultThatRaisesAPurgedRunIsFound() {
    assertThat(foundWith(PlantedCompensationBugTests::raised))
        .hasValueSatisfying(law -> assertThat(law).contains("gravestone: of a purged run"));
  }

  private static Applied raised(RunStore before, WatchedStore after, Applied applied) {
    if (before.get(new RunKey.Header()).isEmpty()
        && applied.entry().event() instanceof RunEvent.ResultReceived) {
      after.put(new RunKey.Log(), new RunRecord.LogPosition(1));
    }
    return applied;
  }
}
