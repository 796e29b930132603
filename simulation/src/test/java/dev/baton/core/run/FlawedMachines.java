package dev.baton.core.run;

import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import java.util.Optional;

/** Machines with a bug. In the machine's package, because its guards are nobody else's business. */
public final class FlawedMachines {
  private FlawedMachines() {}

  /** Accepts every success, whatever its attempt and however many there were. */
  public static RunMachine withoutFencing() {
    return new RunMachine(
        RunLimits.DEFAULT,
        new Guards() {
          @Override
          Optional<String> refusesSuccess(TaskRecord task, StepRecord step, Result result) {
            return Optional.empty();
          }
        });
  }

  /** Goes on with a run that has ended. */
  public static RunMachine thatRaisesTheDead() {
    return new RunMachine(
        RunLimits.DEFAULT,
        new Guards() {
          @Override
          boolean isFinished(RunHeader header) {
            return false;
          }
        });
  }

  /** Counts what an execution has cost each time that it says its success. */
  public static RunMachine thatCountsEverySuccess() {
    return new RunMachine(
        RunLimits.DEFAULT,
        new Guards() {
          @Override
          String execution(Result result) {
            return result.body() instanceof ResultBody.TaskSucceeded
                ? result.executionId() + " at " + result.at()
                : result.executionId();
          }
        });
  }

  /** Has no use for what an attempt brings that was counted as lost. */
  public static RunMachine thatThrowsLateSuccessesAway() {
    return new RunMachine(
        RunLimits.DEFAULT,
        new Guards() {
          @Override
          Optional<String> refusesSuccess(TaskRecord task, StepRecord step, Result result) {
            return super.refusesFailure(task, step, result);
          }
        });
  }
}
