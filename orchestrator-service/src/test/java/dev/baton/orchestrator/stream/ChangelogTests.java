package dev.baton.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.run.RunLimits;
import dev.baton.schemas.Task;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs cost the changelog: each record is produced, replicated and read by the standbys. */
class ChangelogTests {

  /** Of a run of three tasks, from the request to the answer. */
  private static final int MOST = 44;

  @TempDir private Path stateDir;

  @Test
  void aRunOfThreeTasksWritesNoMoreThanItsRecords() {
    try (Scenario scenario = new Scenario(stateDir)) {
      play(scenario, "k");
      assertThat(scenario.answers()).hasSize(1);
      assertThat(scenario.changelog()).hasSizeLessThanOrEqualTo(MOST);
    }
  }

  @Test
  void nothingIsRemovedThatIsNotThere() {
    try (Scenario scenario = new Scenario(stateDir)) {
      play(scenario, "k");
      scenario.advance(RunLimits.DEFAULT.gravestoneTime());
      assertThat(scenario.stored()).isZero();
      Set<String> there = new HashSet<>();
      for (KeyValue<byte[], byte[]> change : scenario.changelog()) {
        String key = HexFormat.of().formatHex(change.key);
        if (change.value != null) {
          there.add(key);
        } else {
          assertThat(there.remove(key)).as("%s was there", key).isTrue();
        }
      }
      assertThat(there).isEmpty();
    }
  }

  @Test
  void aResultThatComesAgainWritesNothingButItsPlaceInTheRunLog() {
    try (Scenario scenario = new Scenario(stateDir)) {
      scenario.request("k", Scenario.FANOUT);
      Task first = scenario.tasks("noop").getFirst();
      scenario.succeed(first, "done");
      scenario.changelog();
      scenario.succeed(first, "done");
      assertThat(scenario.changelog()).hasSize(1);
    }
  }

  private static void play(Scenario scenario, String key) {
    scenario.request(key, Scenario.FANOUT);
    List<Task> tasks = scenario.tasks("noop");
    tasks.forEach(task -> scenario.succeed(task, "done"));
  }
}
