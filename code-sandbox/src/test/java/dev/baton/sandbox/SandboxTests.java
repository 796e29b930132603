package dev.baton.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTests {

  @Nested
  class WhereThereIsOne {

    private final Sandbox sandbox = Sandboxes.open(2);

    @Test
    void givesTheProgramItsInputAndReturnsWhatItMade() throws InterruptedException {
      SandboxResult result =
          sandbox.run(
              job(
                  "tr a-z A-Z >out/loud.txt; cat given/a.txt; echo wrong >&2; exit 3",
                  List.of(SandboxFile.of("given/a.txt", "given"), SandboxFile.of("out/b.txt", "")),
                  "quiet"));

      assertThat(result.ending()).isEqualTo(new Ending.Exited(3));
      assertThat(result.stdout()).isEqualTo(new CapturedText("given", false));
      assertThat(result.stderr()).isEqualTo(new CapturedText("wrong\n", false));
      assertThat(result.files()).containsExactly(SandboxFile.of("out/loud.txt", "QUIET"));
      assertThat(result.leftOut()).isEmpty();
    }

    @Test
    void returnsAFileThatWasChangedAndNoneThatWasNot() throws InterruptedException {
      SandboxResult result =
          sandbox.run(
              job(
                  "echo more >>changed",
                  List.of(SandboxFile.of("changed", "some "), SandboxFile.of("same", "x")),
                  ""));

      assertThat(result.files()).containsExactly(SandboxFile.of("changed", "some more\n"));
    }

    @Test
    void saysWhatItLeftOutAndWhy() throws InterruptedException {
      String script =
          """
          ln -s /etc/passwd link; mkfifo pipe; echo x >'-rf'; echo x >.hidden
          head -c 2000000 /dev/zero >large; echo kept >kept; ln kept twin
          """;
      SandboxResult result = sandbox.run(job(script, List.of(), ""));

      assertThat(result.files())
          .containsExactly(SandboxFile.of("kept", "kept\n"), SandboxFile.of("twin", "kept\n"));
      assertThat(result.leftOut())
          .containsExactlyInAnyOrder(
              "link: a symbolic link",
              "pipe: a named pipe",
              "-rf: a name that is not taken",
              ".hidden: a name that is not taken",
              "large: too large: 2000000 bytes");
    }

    @Test
    void keepsWhatAProgramSaidBeforeItWasStopped() throws InterruptedException {
      SandboxResult result =
          sandbox.run(
              new SandboxJob(
                  List.of("/bin/sh", "-c", "echo so far; echo done >file; sleep 60"),
                  List.of(),
                  "",
                  Sandboxes.LIMITS.withWallTime(Duration.ofSeconds(2))));

      assertThat(result.ending()).isEqualTo(new Ending.Stopped(Limit.WALL_TIME));
      assertThat(result.stdout().text()).isEqualTo("so far\n");
      assertThat(result.files()).containsExactly(SandboxFile.of("file", "done\n"));
    }

    @Test
    void cutsOutputAndSaysSo() throws InterruptedException {
      SandboxResult result = sandbox.run(job("head -c 100000 /dev/zero", List.of(), ""));

      assertThat(result.ending()).isEqualTo(new Ending.Stopped(Limit.OUTPUT));
      assertThat(result.stdout().truncated()).isTrue();
      assertThat(result.stdout().text()).hasSize(Sandboxes.LIMITS.outputBytes());
    }

    @Test
    void leavesNothingRunningWhenItsCallerIsInterrupted() throws Exception {
      String marker = "987654.25";
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  sandbox.run(job("sleep " + marker, List.of(), ""));
                } catch (InterruptedException e) {
                  thrown.set(e);
                }
              });
      Awaitility.await()
          .until(() ->
              Outside.processesWith("sleep " + marker).stream()
                  .anyMatch(line -> line.matches("\\d+ sleep .*")));
      caller.interrupt();
      caller.join();

      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
      Awaitility.await()
          .atMost(Duration.ofSeconds(2))
          .until(() -> Outside.processesWith(marker).isEmpty());
    }

    @Test
    void leavesNothingRunningWhenItsOwnProcessIsKilled() throws Exception {
      String marker = "987653.75";
      Process jvm =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  MortalCaller.class.getName(),
                  marker)
              .inheritIO()
              .start();
      try {
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() ->
                Outside.processesWith("sleep " + marker).stream()
                    .anyMatch(line -> line.matches("\\d+ sleep .*")));
      } finally {
        jvm.destroyForcibly().waitFor();
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(2))
          .until(() -> Outside.processesWith(marker).isEmpty());
    }

    @Test
    void refusesNamespacesWithoutTheKernelsSwitchToo() throws Exception {
      SandboxCommand command = new SandboxCommand(SandboxSettings.DEFAULT, false);
      SandboxJob job = job("unshare --user true || unshare --net true", List.of(), "");

      SandboxResult result = new SandboxRun(command, job, SandboxProbe.filter()).toEnd();

      assertThat(result.ending()).isEqualTo(new Ending.Exited(1));
      assertThat(result.stderr().text()).contains("Operation not permitted");
    }

    private SandboxJob job(String script, List<SandboxFile> files, String stdin) {
      return new SandboxJob(List.of("/bin/sh", "-c", script), files, stdin, Sandboxes.LIMITS);
    }
  }

  @Test
  void refusesAndSaysWhyWhereThereIsNone() throws InterruptedException {
    Sandbox sandbox =
        Sandbox.open(
            new SandboxSettings(
                Path.of("/nowhere/bwrap"), SandboxSettings.DEFAULT.jdk(), 65_501, 1));
    SandboxJob job = new SandboxJob(List.of("true"), List.of(), "", Sandboxes.LIMITS);

    assertThat(sandbox.state())
        .isInstanceOfSatisfying(
            Sandbox.State.Unavailable.class,
            unavailable -> assertThat(unavailable.reason()).isNotBlank());
    assertThatThrownBy(() -> sandbox.run(job))
        .isInstanceOf(SandboxUnavailableException.class)
        .hasMessageStartingWith("no sandbox: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/abs", "../up", "a/../b", "a//b", "-rf", ".x", "a b", "a\nb", "é", "a/", "~"})
  void refusesAPathThatMeansMoreThanAName(String path) {
    assertThatThrownBy(() -> SandboxFile.of(path, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("file: ");
  }

  @Test
  void refusesTwoFilesWithOnePath() {
    List<SandboxFile> twice = List.of(SandboxFile.of("a", "1"), SandboxFile.of("a", "2"));

    assertThatThrownBy(() -> new SandboxJob(List.of("true"), twice, "", Sandboxes.LIMITS))
        .hasMessage("files: two share a path (expected: each path once)");
  }
}
