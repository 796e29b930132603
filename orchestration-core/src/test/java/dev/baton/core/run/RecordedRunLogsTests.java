package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.id.RunId;
import dev.baton.core.message.Result;
import dev.baton.core.wire.RunLogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Logs of runs that earlier builds have written are read and folded for ever, and a machine of the
 * same version decides as they say. {@code TodaysRunLogsTests}, beside the laws, records the runs
 * of today beside them; what lies there is never written anew.
 */
class RecordedRunLogsTests {
  private static final Path FOLDER = Path.of("src/test/resources/runlogs");
  private static final int RUNS = 60;

  @Test
  void everyRecordedRunIsReplayed() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER)) {
      files = all.sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Map<RunId, List<RunLogEntry>> runs = runs(RunLogFile.read(file));
      assertThat(runs).as("%s", file).hasSizeGreaterThanOrEqualTo(RUNS);
      runs.forEach((run, log) -> replay(file + ", run " + run, log));
      assertThat(kinds(runs)).as("kinds of facts in %s", file).hasSizeGreaterThan(25);
    }
  }

  @Test
  void aMachineThatDecidesOtherwiseIsNoticed() {
    RunMachine other =
        new RunMachine(
            RunLimits.DEFAULT,
            new Guards() {
              @Override
              Optional<String> refusesSuccess(TaskRecord task, StepRecord step, Result result) {
                return Optional.empty();
              }
            });
    List<RunLogEntry> entries = RunLogFile.read(FOLDER.resolve("0.1.0.avro"));
    assertThat(runs(entries).values())
        .anyMatch(log -> !Replay.fold(log, other).divergences().isEmpty());
  }

  private static Map<RunId, List<RunLogEntry>> runs(List<RunLogEntry> entries) {
    return entries.stream()
        .collect(
            Collectors.groupingBy(RunLogEntry::runId, LinkedHashMap::new, Collectors.toList()));
  }

  private static void replay(String name, List<RunLogEntry> log) {
    Replay replay = Replay.fold(log);
    assertThat(log.stream().flatMap(entry -> entry.facts().stream()))
        .as(name)
        .anyMatch(RunFact.RunFinished.class::isInstance);
    if (log.getFirst().machineVersion().equals(RunMachine.VERSION)) {
      assertThat(replay.firstDivergence()).as(name).isEmpty();
    }
  }

  private static Set<String> kinds(Map<RunId, List<RunLogEntry>> runs) {
    return runs.values().stream()
        .flatMap(List::stream)
        .flatMap(entry -> entry.facts().stream())
        .map(fact -> fact.getClass().getSimpleName())
        .collect(Collectors.toSet());
  }
}
