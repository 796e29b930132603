package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.id.TaskId;
import dev.baton.core.ledger.LedgerEvent;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.Result;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.Task;
import dev.baton.core.workflow.Step;
import dev.baton.core.workflow.Work;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * A harness that never fails proves nothing: each of these machines breaks a law, and the laws must
 * notice within {@value #SEEDS} seeds. At which seed each was found stands in {@code
 * target/planted-bugs.txt} afterwards.
 */
class PlantedBugTests {
  private static final long SEEDS = 10_000;
  private static final Map<String, Long> FOUND = new ConcurrentSkipListMap<>();

  private String bug = "";

  @BeforeEach
  void namesTheBug(TestInfo test) {
    bug = test.getTestMethod().map(Method::getName).orElse("");
  }

  @AfterAll
  static void reportsTheSeeds() throws IOException {
    Files.write(
        Path.of("target", "planted-bugs.txt"),
        FOUND.entrySet().stream().map(bug -> bug.getKey() + ": seed " + bug.getValue()).toList());
  }

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
                  private final AtomicInteger calls = new AtomicInteger();

                  @Override
                  String execution(Result result) {
                    return result.executionId() + "#" + calls.incrementAndGet();
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
    assertThat(find(seed -> JoinLaw.play(seed, ByArrival::new).violation())).isPresent();
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

  /** Whoever approves gets the work done once more. */
  @Test
  void anApprovalThatRunsWorkAgainIsFound() {
    assertThat(foundWith(PlantedBugTests::runAgain))
        .hasValueSatisfying(law -> assertThat(law).contains("people"));
  }

  private static Applied runAgain(RunStore before, WatchedStore after, Applied applied) {
    boolean approved =
        applied.entry().facts().stream()
            .anyMatch(fact ->
                fact instanceof RunFact.SignalApplied signal
                    && signal.kind() == SignalKind.APPROVE);
    return after.records().view().values().stream()
        .filter(_ -> approved)
        .flatMap(
            record -> record instanceof TaskRecord task ? Stream.of(task.place()) : Stream.empty())
        .map(place -> place.taskId(applied.entry().runId()))
        .flatMap(id -> before.get(new RunKey.TaskKey(id)).stream())
        .filter(task -> task.phase().isInFlight())
        .findFirst()
        .map(task -> dispatchedAgain(after, applied, task))
        .orElse(applied);
  }

  private static Applied dispatchedAgain(RunStore after, Applied applied, TaskRecord task) {
    RunLogEntry entry = applied.entry();
    Fact again =
        new TaskFact.TaskDispatched(
            task.place().taskId(entry.runId()),
            task.place(),
            task.role(),
            task.attempt() + 1,
            List.of(),
            0,
            0,
            entry.at(),
            entry.at());
    Evolution.evolve(after, again);
    List<Fact> facts = new ArrayList<>(entry.facts());
    facts.add(again);
    return withFacts(applied, facts);
  }

  private static Applied withFacts(Applied applied, List<Fact> facts) {
    RunLogEntry entry = applied.entry();
    RunLogEntry spoiled =
        new RunLogEntry(
            entry.runId(),
            entry.tenant(),
            entry.seq(),
            entry.at(),
            entry.machineVersion(),
            entry.event(),
            facts);
    return new Applied(spoiled, applied.effects());
  }

  @Test
  void followingTheWordOfAStrangerIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean isOf(RunHeader header, String tenant) {
                    return true;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("people"));
  }

  @Test
  void aCancelThatDoesNotReachTheChildRunsIsFound() {
    assertThat(foundWith((_, _, applied) -> withoutCancels(applied)))
        .hasValueSatisfying(law -> assertThat(law).containsAnyOf("children", "control"));
  }

  private static Applied withoutCancels(Applied applied) {
    return new Applied(
        applied.entry(),
        applied.effects().stream()
            .filter(effect ->
                !(effect instanceof Effect.TellRun told
                    && told.event() instanceof RunEvent.SignalReceived))
            .toList());
  }

  @Test
  void aCompensationThatIsDoneTwiceIsFound() {
    assertThat(foundWith(PlantedBugTests::listedAgain))
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
    assertThat(foundWith(PlantedBugTests::raised))
        .hasValueSatisfying(law -> assertThat(law).contains("gravestone: of a purged run"));
  }

  private static Applied raised(RunStore before, WatchedStore after, Applied applied) {
    if (before.get(new RunKey.Header()).isEmpty()
        && applied.entry().event() instanceof RunEvent.ResultReceived) {
      after.put(new RunKey.Log(), new RunRecord.LogPosition(1));
    }
    return applied;
  }

  @Test
  void aHandoffThatGoesBackAndForthIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean isPingPong(TaskRecord task, Hop next) {
                    return false;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("handoff"));
  }

  @Test
  void aLoopThatGoesRoundWithoutProgressIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean isStuck(String roundBefore, String round) {
                    return false;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("loop"));
  }

  @Test
  void aPlanWithAForbiddenRoleIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  List<String> plannable(Work.Planning work) {
                    return List.of("role0", "role1", "role2");
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("plan:"));
  }

  @Test
  void aSecondRepairOfAPlanIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  int repairs() {
                    return 2;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("plan: a planner was asked"));
  }

  @Test
  void aLatePlanThatStartsASecondChildIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  Optional<String> refusesPlan(TaskRecord task, StepRecord step, Result result) {
                    return task.phase().isOpen() && !step.status().isClosed()
                        ? Optional.empty()
                        : Optional.of("closed");
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("plan:"));
  }

  @Test
  void aLoopFuseThatCountsRetriesIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean isTurn(TaskRecord task) {
                    return true;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("fuse:"));
  }

  @Test
  void aLoopFuseThatNeverBlowsIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  boolean isTurn(TaskRecord task) {
                    return false;
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("fuse:"));
  }

  @Test
  void aSliceThatLeaksAnUndeclaredKeyIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  List<String> readable(Step step) {
                    return List.of("k0", "k1", "k2", "k3");
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("slice"));
  }

  @Test
  void aReservationThatIsSettledTwiceIsFound() {
    assertThat(foundWith(PlantedBugTests::settledAgain))
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
    assertThat(foundWith(PlantedBugTests::freedAtTheLoss))
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
    assertThat(foundWith(PlantedBugTests::leakedAtTheCancel))
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

  @Test
  void aLateSuccessOfAnEarlierAttemptThatIsThrownAwayIsFound() {
    assertThat(
            found(
                new Guards() {
                  @Override
                  Optional<String> refusesSuccess(TaskRecord task, StepRecord step, Result result) {
                    return result.attempt() == task.attempt()
                        ? super.refusesSuccess(task, step, result)
                        : Optional.of("another attempt is in flight");
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("thrown away"));
  }

  @Test
  void queueTimeThatCountsAsTimeOfWorkIsFound() {
    assertThat(foundWith((_, after, applied) -> withoutQueueTime(after, applied)))
        .hasValueSatisfying(law -> assertThat(law).contains("time of work"));
  }

  private static Applied withoutQueueTime(RunStore after, Applied applied) {
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.DispatchTask dispatch) {
        Task task = dispatch.task();
        Records.setTimer(
            after, RunKey.Timer.of(task.taskId()), task.createdAt().plus(task.timeout()));
      }
    }
    return applied;
  }

  @Test
  void anAnswerWithoutItsFactIsFound() {
    assertThat(foundWith((_, _, applied) -> withoutTheEnd(applied)))
        .hasValueSatisfying(law -> assertThat(law).contains("effects"));
  }

  private static Applied withoutTheEnd(Applied applied) {
    return withFacts(
        applied,
        applied.entry().facts().stream()
            .filter(fact -> !(fact instanceof RunFact.RunFinished))
            .toList());
  }

  @Test
  void aTaskThatIsSentTwiceIsFound() {
    assertThat(foundWith((_, _, applied) -> twice(applied)))
        .hasValueSatisfying(law -> assertThat(law).contains("effects"));
  }

  private static Applied twice(Applied applied) {
    return new Applied(
        applied.entry(),
        applied.effects().stream()
            .flatMap(effect ->
                effect instanceof Effect.DispatchTask
                    ? Stream.of(effect, effect)
                    : Stream.of(effect))
            .toList());
  }

  @Test
  void timersThatARestartLosesAreFound() {
    Simulation.Profile crashing =
        Simulation.Profile.CHAOS.crashing(5, PlantedBugTests::withoutTimers);
    assertThat(find(seed -> RunLawsTests.violation(seed, crashing)))
        .hasValueSatisfying(law -> assertThat(law).contains("liveness"));
  }

  static MapRunStore withoutTimers(MapRunStore store) {
    MapRunStore restored = new MapRunStore(store.records());
    store.records().keySet().stream()
        .filter(RunKey.Timer.class::isInstance)
        .forEach(restored::remove);
    return restored;
  }

  private Optional<String> foundWith(Simulation.Flaw flaw) {
    return find(seed -> RunLawsTests.violation(seed, flaw));
  }

  private Optional<String> found(Guards guards) {
    return find(seed -> RunLawsTests.violation(seed, guards));
  }

  /** What the laws say at the first seed that shows the bug. */
  private Optional<String> find(LongFunction<Optional<String>> violation) {
    Optional<Seeds.Found<String>> found = Seeds.first(SEEDS, violation);
    found.ifPresent(first -> FOUND.put(bug, first.seed()));
    return found.map(Seeds.Found::what);
  }
}
