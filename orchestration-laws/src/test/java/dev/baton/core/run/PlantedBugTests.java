package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.id.TaskId;
import dev.baton.core.message.Result;
import dev.baton.core.message.SignalKind;
import dev.baton.core.message.Task;
import dev.baton.core.workflow.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bugs around attempts, joins, people, children, effects and timers. */
class PlantedBugTests extends PlantedBugs {
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
    List<TaskId> ordered(Draft draft, List<TaskId> tasks) {
      return tasks.stream().sorted(Comparator.comparingInt(arrived::indexOf)).toList();
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

  /** The machine writes down what it decided; its log is folded by another way. */
  @Test
  void removalsThatAreNotWrittenDownAreFound() {
    assertThat(find(PlantedBugTests::differsFromItsLog))
        .hasValueSatisfying(law -> assertThat(law).contains("replay"));
  }

  private static Optional<String> differsFromItsLog(long seed) {
    RunMachine machine = new RunMachine(Simulation.limits());
    Simulation played =
        new Simulation(seed, seed, Simulation.Profile.CALM, machine)
            .spoiledBy(PlantedBugTests::withTasks)
            .play("name: w\nsteps: {a: {agent: role0}}\n");
    return Replay.fold(played.log(), machine).store().equals(played.store())
        ? Optional.empty()
        : Optional.of("replay gives another state");
  }

  private static Applied withTasks(RunStore before, WatchedStore after, Applied applied) {
    applied.entry().facts().stream()
        .flatMap(fact ->
            fact instanceof RunFact.RecordsRemoved removed
                ? removed.tasks().stream().map(RunKey.TaskKey::new)
                : Stream.empty())
        .forEach(key -> before.get(key).ifPresent(task -> after.put(key, task)));
    return applied;
  }

  @Test
  void timersThatARestartLosesAreFound() {
    Simulation.Profile crashing =
        Simulation.Profile.CHAOS.crashing(5, PlantedBugTests::withoutTimers);
    assertThat(find(seed -> RunLawsTests.violation(seed, crashing)))
        .hasValueSatisfying(law -> assertThat(law).containsAnyOf("liveness", "gravestone"));
  }

  static MapRunStore withoutTimers(MapRunStore store) {
    MapRunStore restored = new MapRunStore(store.records());
    store.records().keySet().stream()
        .filter(RunKey.Timer.class::isInstance)
        .forEach(restored::remove);
    return restored;
  }
}
