package dev.baton.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.run.Simulation.Profile;
import dev.baton.core.wire.RunLogFile;
import dev.baton.laws.RandomWorkflow;
import dev.baton.laws.RandomWorkflow.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runs of today as a file that later builds can replay. {@code -Dbaton.write.runlogs=NAME}
 * keeps it beside those of earlier builds, which the core's tests read; what lies there is never
 * written anew.
 */
class TodaysRunLogsTests {
  private static final Path KEPT = Path.of("../orchestration-core/src/test/resources/runlogs");
  private static final int RUNS = 60;

  @Test
  void areReadAsTheyWereWritten(@TempDir Path folder) {
    List<RunLogEntry> entries = entries();
    Path file = folder.resolve("today.avro");
    RunLogFile.write(file, entries);
    assertThat(RunLogFile.read(file)).isEqualTo(entries);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "baton.write.runlogs",
      matches = ".+",
      disabledReason = "a release keeps its runs")
  void areKept() throws IOException {
    Files.createDirectories(KEPT);
    Path file = KEPT.resolve(System.getProperty("baton.write.runlogs") + ".avro");
    assertThat(file).doesNotExist();
    RunLogFile.write(file, entries());
  }

  private static List<RunLogEntry> entries() {
    RunMachine machine = new RunMachine(Simulation.limits());
    return LongStream.range(0, RUNS)
        .mapToObj(seed ->
            new Simulation(seed, seed, Profile.CHAOS, machine)
                .play(RandomWorkflow.of(seed, Shape.FULL).yaml())
                .log())
        .flatMap(List::stream)
        .toList();
  }
}
