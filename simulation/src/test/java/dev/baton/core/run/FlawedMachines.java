package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.Result;
import dev.baton.core.message.ResultBody;
import dev.baton.core.workflow.Work;
import dev.baton.simulation.scene.Habits;
import java.util.List;
import java.util.Optional;

/** Machines with a bug. In the machine's package, because its guards are nobody else's business. */
public final class FlawedMachines {
  private FlawedMachines() {}

  /** Accepts every success, whatever its attempt and however many there were. */
  public static RunMachine withoutFencing() {
    return new RunMachine(
        Habits.LIMITS,
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
        Habits.LIMITS,
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
        Habits.LIMITS,
        new Guards() {
          @Override
          String execution(Result result) {
            return result.body() instanceof ResultBody.TaskSucceeded
                ? result.executionId() + " at " + result.at()
                : result.executionId();
          }
        });
  }

  /** Lets a planner plan with every role. */
  public static RunMachine thatPlansWithEveryRole() {
    return new RunMachine(
        Habits.LIMITS,
        new Guards() {
          @Override
          List<String> plannable(Work.Planning work) {
            return List.of("role0", "role1", "role2");
          }
        });
  }

  /** Sends a plan back twice. */
  public static RunMachine thatRepairsPlansTwice() {
    return new RunMachine(
        Habits.LIMITS,
        new Guards() {
          @Override
          int repairs() {
            return 2;
          }
        });
  }

  /** Takes nothing back. */
  public static RunMachine thatForgetsEffects() {
    return new RunMachine(
        Habits.LIMITS,
        new Guards() {
          @Override
          Optional<TaskId> nextEffect(Draft draft) {
            return Optional.empty();
          }
        });
  }

  /** Lets a run wait on though the ledger has spoken. */
  public static RunMachine thatIgnoresTheLedger() {
    return new RunMachine(
        Habits.LIMITS,
        new Guards() {
          @Override
          boolean heedsTheLedger() {
            return false;
          }
        });
  }

  /** After an effect was taken back it is to be taken back again. */
  public static Applied listingAgain(RunMachine machine, RunStore store, RunEvent event) {
    Optional<CompensationTask> current =
        store.get(new RunKey.Compensation()).flatMap(RunRecord.CompensationRecord::current);
    Applied applied = machine.apply(store, event);
    boolean goesOn =
        store
            .get(new RunKey.Header())
            .filter(header -> header.status() == RunStatus.COMPENSATING)
            .isPresent();
    current
        .filter(_ -> goesOn)
        .filter(done -> store.get(new RunKey.EffectOf(done.compensates())).isEmpty())
        .ifPresent(done ->
            Evolution.evolve(
                store,
                new CompensationFact.EffectPossible(done.compensates(), done.place().step())));
    return applied;
  }

  /** What was set aside for a success is set free twice. */
  public static Applied settlingTwice(RunMachine machine, RunStore store, RunEvent event) {
    Optional<Reservation> reserved =
        event instanceof RunEvent.ResultReceived received
            ? store
                .get(new RunKey.TaskKey(received.result().taskId()))
                .map(task -> task.reservation(received.result().attempt()))
            : Optional.empty();
    Applied applied = machine.apply(store, event);
    boolean succeeded =
        applied.entry().facts().stream().anyMatch(TaskFact.TaskSucceeded.class::isInstance);
    Optional<RunHeader> header = store.get(new RunKey.Header());
    if (succeeded && reserved.isPresent() && header.isPresent()) {
      store.put(
          new RunKey.Header(),
          header.get().withSpending(header.get().spending().released(reserved.get())));
    }
    return applied;
  }

  /** Has no use for what an attempt brings that was counted as lost. */
  public static RunMachine thatThrowsLateSuccessesAway() {
    return new RunMachine(
        Habits.LIMITS,
        new Guards() {
          @Override
          Optional<String> refusesSuccess(TaskRecord task, StepRecord step, Result result) {
            return super.refusesFailure(task, step, result);
          }
        });
  }
}
