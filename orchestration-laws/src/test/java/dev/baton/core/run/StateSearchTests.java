package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.message.Result;
import dev.baton.core.run.StateSearch.Faults;
import dev.baton.core.run.StateSearch.Report;
import dev.baton.core.wire.WireBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Every state of the smallest runs that can go wrong: two attempts a task, results that come, fail,
 * come twice or never, timers at any time, and deaths of the process. How many states there were
 * stands in {@code target/state-search.txt} afterwards.
 */
class StateSearchTests {
  private static final String ONE = "a: {agent: x, retry: {max: 2}}\n";
  private static final String TWO = ONE + "b: {agent: x, retry: {max: 2}}\n";
  private static final Map<String, Report> REPORTS = new ConcurrentSkipListMap<>();

  @AfterAll
  static void reportsTheStates() throws IOException {
    Files.write(
        Path.of("target", "state-search.txt"),
        REPORTS.entrySet().stream()
            .map(report -> report.getKey() + ": " + report.getValue())
            .toList());
  }

  @Test
  void twoTasksKeepTheLawsInEveryStateAndCanAlwaysEnd() {
    Report report = search("two tasks", TWO, new Faults(0, 0));
    assertThat(report.violation()).isEmpty();
    assertThat(report.states()).isGreaterThan(1_000);
    assertThat(report.ends()).isPositive();
  }

  @Test
  void aTaskWithADuplicateAndALossKeepsThemToo() {
    Report report = search("one task, a duplicate, a loss", ONE, new Faults(1, 1));
    assertThat(report.violation()).isEmpty();
    assertThat(report.states()).isGreaterThan(300);
    assertThat(report.ends()).isPositive();
  }

  @Test
  @EnabledIfSystemProperty(
      named = "baton.long",
      matches = "true",
      disabledReason = "minutes; ./baton verify --long runs it")
  void twoTasksWithADuplicateKeepThemToo() {
    Report report = search("two tasks, a duplicate", TWO, new Faults(1, 0));
    assertThat(report.violation()).isEmpty();
    assertThat(report.states()).isGreaterThan(100_000);
  }

  @Test
  void findsTimersThatARestartLoses() {
    Report report =
        StateSearch.of(
            new RunMachine(RunLimits.DEFAULT),
            ONE,
            new Faults(0, 0),
            PlantedBugTests::withoutTimers);
    assertThat(report.violation())
        .hasValueSatisfying(law -> assertThat(law).contains("liveness", "dies"));
  }

  @Test
  void findsASecondSuccess() {
    assertThat(
            broken(
                new Guards() {
                  @Override
                  Optional<String> refusesSuccess(TaskRecord task, StepRecord step, Result result) {
                    return Optional.empty();
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).containsAnyOf("fencing", "duplicates"));
  }

  @Test
  void findsASuccessThatIsThrownAway() {
    assertThat(
            broken(
                new Guards() {
                  @Override
                  Optional<String> refusesSuccess(TaskRecord task, StepRecord step, Result result) {
                    return super.refusesFailure(task, step, result);
                  }
                }))
        .hasValueSatisfying(law -> assertThat(law).contains("thrown away"));
  }

  private static Optional<String> broken(Guards guards) {
    RunMachine machine = new RunMachine(RunLimits.DEFAULT, guards);
    return StateSearch.of(machine, TWO, new Faults(0, 0), store -> store).violation();
  }

  private static Report search(String name, String steps, Faults faults) {
    Report report =
        StateSearch.of(new RunMachine(RunLimits.DEFAULT), steps, faults, WireBytes::throughBytes);
    REPORTS.put(name, report);
    return report;
  }
}
