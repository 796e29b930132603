package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

  @Test
  void aClosedJoinThatLetsItsWorkersRunOnIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean stopsWorkers() {
                    return false;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("control"));
  }

  @Test
  void mergingInTheOrderOfArrivalIsFound() {
    Optional<String> found =
        LongStream.range(0, SEEDS)
            .mapToObj(seed -> JoinLaw.play(seed, ByArrival::new).violation())
            .flatMap(Optional::stream)
            .findFirst();
    assertThat(found).isPresent();
  }

  /** Takes the results of a step as they came. */
  private static final class ByArrival extends Guards {
    private final List<TaskId> arrived = new ArrayList<>();

    @Override
    Optional<String> refusesSuccess(TaskRecord task, StepRecord step, Result result) {
      arrived.add(result.taskId());
      return super.refusesSuccess(task, step, result);
    }

    @Override
    List<Outputs.Part> ordered(List<Outputs.Part> successes) {
      return successes.stream()
          .sorted(Comparator.comparingInt(part -> arrived.indexOf(part.id())))
          .toList();
    }
  }

  private static Optional<String> found(Guards guards) {
    return LongStream.range(0, SEEDS)
        .mapToObj(seed -> RunLawsTests.violation(seed, guards))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
