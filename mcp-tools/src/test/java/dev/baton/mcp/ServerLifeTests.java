package dev.baton.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that does not heed the end of its input ends with its worker, and so do its children.
 */
class ServerLifeTests {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void needsProcessGroups() {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/setsid")) && Files.isExecutable(Path.of("/bin/sh")),
        "no /usr/bin/setsid and /bin/sh: a server's children are not looked after here");
  }

  @Test
  void endsWithAWorkerThatIsKilled() throws Exception {
    Path ids = folder.resolve("ids");
    List<String> command = new ArrayList<>(Servers.java(MortalWorker.class));
    command.add(folder.resolve("calls").toString());
    command.add(ids.toString());
    Process worker =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("worker.log").toFile())
            .start();
    try {
      await().atMost(LIMIT).until(() -> Files.exists(ids));
      List<ProcessHandle> processes = processes(Files.readString(ids));
      assertThat(processes).hasSize(2).allMatch(ProcessHandle::isAlive);

      worker.destroyForcibly();

      await().atMost(LIMIT).until(() -> processes.stream().noneMatch(ServerLifeTests::lives));
    } finally {
      worker.destroyForcibly();
    }
  }

  @Test
  void endsWithAWorkerThatIsClosed() throws Exception {
    List<ProcessHandle> processes;
    try (Worker worker =
        new Worker(Set.of("mcp:fake/stay"), Servers.fake("fake", folder.resolve("calls")))) {
      processes = processes(worker.text("mcp__fake__stay", "{}"));
      assertThat(processes).hasSize(2).allMatch(ProcessHandle::isAlive);
    }
    await().atMost(LIMIT).until(() -> processes.stream().noneMatch(ServerLifeTests::lives));
  }

  private static List<ProcessHandle> processes(String ids) {
    List<ProcessHandle> processes = new ArrayList<>();
    new Scanner(ids)
        .tokens()
        .forEach(id -> ProcessHandle.of(Long.parseLong(id)).ifPresent(processes::add));
    return processes;
  }

  /**
   * A process that has ended stays until somebody asks for its end, and in a container nobody may.
   */
  private static boolean lives(ProcessHandle process) {
    try {
      Path status = Path.of("/proc", Long.toString(process.pid()), "stat");
      return process.isAlive()
          && !(Files.exists(status) && Files.readString(status).contains(") Z "));
    } catch (IOException _) {
      return false; // it ended in between
    }
  }
}
