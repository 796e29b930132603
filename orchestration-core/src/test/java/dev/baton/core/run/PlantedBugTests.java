package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.Result;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A harness that never fails proves nothing: each of these machines breaks a law, and the laws must
 * notice.
 */
class PlantedBugTests {
  private static final long SEEDS = Math.max(1_000, Long.getLong("baton.seeds", 1_000));

  @Test
  void acceptingASuccessOfAClosedTaskIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  Optional<String> refusesSuccess(TaskRecord task, StepRecord step, Result result) {
                    return Optional.empty();
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).containsAnyOf("fencing", "duplicates"));
  }

  @Test
  void countingFailuresOfFormerAttemptsIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  Optional<String> refusesFailure(TaskRecord task, StepRecord step, Result result) {
                    return task.phase().isOpen() && !step.status().isClosed()
                        ? Optional.empty()
                        : Optional.of("closed");
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).containsAnyOf("fencing", "duplicates"));
  }

  @Test
  void aLateEventThatRaisesAFinishedRunIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean isFinished(RunHeader header) {
                    return false;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).containsAnyOf("terminal", "missing"));
  }

  @Test
  void countingTheCostOfADuplicateTwiceIsFound() {
    assertThat(
            found(
                new Guards() {
                  private int calls;

                  @Override
                  String execution(Result result) {
                    calls++;
                    return result.executionId() + "#" + calls;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).containsAnyOf("budget", "duplicates"));
  }

  @Test
  void countingTheStartOfAKnownExecutionTwiceIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  Optional<String> refusesStart(TaskRecord task, StepRecord step, Result result) {
                    return refusesFailure(task, step, result);
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("duplicates"));
  }

  private static Optional<String> found(Guards guards) {
    return LongStream.range(0, SEEDS)
        .mapToObj(seed -> RunLawsTests.violation(seed, guards))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
