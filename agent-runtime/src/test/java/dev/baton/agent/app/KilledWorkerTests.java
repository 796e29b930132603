package dev.baton.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import dev.baton.schemas.TaskSucceeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker's process is killed between two records of its journal, at every place of a task of ten
 * steps, which are ten calls to a model and nine to tools, five of which change the world outside:
 * each place once, and each in a process of its own.
 */
class KilledWorkerTests {

  private static final String ROLE = "mortal";
  private static final int RECORDS = 2 * CountedProtocol.LAST_TURN - 1;
  private static final int LIMIT_SECONDS = 60;

  /** How a process ends that was killed by signal 9. */
  private static final int KILLED = 128 + 9;

  @TempDir private Path folder = Path.of("");

  /** Every place takes the start of a process; a few of them are tried in every run. */
  private static List<String> places() {
    return Boolean.getBoolean("baton.long")
        ? IntStream.rangeClosed(0, RECORDS).mapToObj(Integer::toString).toList()
        : List.of("0", "3", Integer.toString(RECORDS));
  }

  @Test
  void finishesTheTaskPaysEachCallOnceAndChangesTheWorldOnce() throws Exception {
    try (Outside outside = new Outside()) {
      int tasks = perform(places(), outside).size();

      holdsOnce(outside.told("model/"), tasks * CountedProtocol.LAST_TURN);
      holdsOnce(outside.told("effect/"), tasks * CountedProtocol.EFFECTS);
      holdsOnce(outside.told("look/"), tasks * CountedProtocol.LOOKS);
    }
  }

  /** What nobody could know, since its record was not safe, is done again under the same key. */
  @Test
  @EnabledIfSystemProperty(named = "baton.long", matches = "true")
  void repeatsTheEffectInWhichItDiedUnderItsKeyAndNothingElse() throws Exception {
    try (Outside outside = new Outside()) {
      perform(List.of(MortalWorker.IN_EFFECT + "{\"step\":5}"), outside);

      holdsOnce(outside.told("model/"), CountedProtocol.LAST_TURN);
      holdsOnce(outside.told("look/"), CountedProtocol.LOOKS);
      assertThat(outside.told("effect/").values())
          .as("times that each idempotency key was seen")
          .containsExactlyInAnyOrder(1, 1, 1, 1, 2);
    }
  }

  private static void holdsOnce(Map<String, Integer> told, int expected) {
    assertThat(told)
        .as("times by task and key")
        .hasSize(expected)
        .allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
  }

  /** Has a task for each place of death done by as many lives and one. */
  private List<Task> perform(List<String> places, Outside outside) throws Exception {
    try (TestInstallation baton = new TestInstallation(Set.of(ROLE))) {
      List<Task> tasks = new ArrayList<>();
      for (String place : places) {
        Task.Builder task = baton.task(ROLE, "work");
        task.setRunId(task.getRunId() + "-" + place);
        task.setStartBy(task.getStartBy().plusSeconds(600));
        task.setDeadline(task.getDeadline().plusSeconds(600));
        tasks.add(baton.send(task.build()));
      }
      for (int death = 0; death < tasks.size(); death++) {
        assertThat(endOf(worker(baton, outside))).isEqualTo(KILLED);
      }
      Process last = worker(baton, outside);
      try {
        for (Task task : tasks) {
          Result result = baton.awaitResult(ROLE, one -> one.getTaskId().equals(task.getTaskId()));
          assertThat(result.getBody()).as(task.getRunId()).isInstanceOf(TaskSucceeded.class);
        }
        baton.awaitAllAcknowledged(ROLE);
      } finally {
        last.destroyForcibly();
      }
      assertThat(baton.results(ROLE)).as("one result a task").hasSize(tasks.size());
      return tasks;
    }
  }

  private int endOf(Process worker) throws InterruptedException {
    try {
      assertThat(worker.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(log()).isTrue();
      return worker.exitValue();
    } finally {
      worker.destroyForcibly();
    }
  }

  private String log() {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("worker.log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Process worker(TestInstallation baton, Outside outside) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.add(MortalWorker.class.getName());
    command.addAll(baton.arguments(ROLE, TestInstallation.card(ROLE, "[effect, look]")));
    command.addAll(
        List.of(
            "--spring.main.web-application-type=none",
            "--spring.main.keep-alive=true",
            "--baton.worker.slots=1",
            "--baton.worker.fetch.batches=false",
            "--baton.providers.counted.protocol=counted",
            "--baton.providers.counted.base-url=" + outside.url(),
            "--outside=" + outside.url(),
            "--graves=" + folder));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("worker.log").toFile()))
        .start();
  }
}
