package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The platform draws the order of its immutable sets and maps by lot, once in each process. What
 * depends on it is the same in every play of one process, so it takes another one to notice.
 */
class OtherProcessTests {
  /** Records of which each process draws an order. */
  private static final int RECORDS = 4;

  /** So many that one of the records is never the first, or the last, once in a million times. */
  private static final int MOST_PROCESSES = 60;

  private static final int WORLDS = 32;

  /** Here the locks of these records are lost at once, and who stops first decides what follows. */
  private static final long ALL_LOST = 16_953;

  @Test
  void aSeedIsTheSameWorldInEveryProcess(@TempDir Path folder) throws Exception {
    Set<String> first = new HashSet<>();
    Set<String> last = new HashSet<>();
    Set<List<String>> worlds = new HashSet<>();
    for (int process = 0; first.size() < RECORDS || last.size() < RECORDS; process++) {
      assertThat(process).as("processes").isLessThan(MOST_PROCESSES);
      List<String> lines = play(folder.resolve("worlds" + process));
      assertThat(lines).hasSize(WORLDS + 2);
      List<String> order = List.of(lines.getFirst().split(" ", -1));
      first.add(order.getFirst());
      last.add(order.getLast());
      worlds.add(lines.subList(1, lines.size()));
      assertThat(worlds).as("worlds of the same seeds").hasSize(1);
    }
  }

  private static List<String> play(Path worlds) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WorldDigests.class.getName(),
                worlds.toString(),
                Integer.toString(WORLDS),
                Long.toString(ALL_LOST))
            .redirectErrorStream(true)
            .redirectOutput(worlds.resolveSibling("log").toFile())
            .start();
    assertThat(process.waitFor()).as("see %s", worlds.resolveSibling("log")).isZero();
    return Files.readAllLines(worlds);
  }
}
