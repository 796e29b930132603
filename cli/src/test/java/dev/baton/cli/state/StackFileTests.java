package dev.baton.cli.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTests {

  @TempDir private Path folder = Path.of("");
  private StateFolder state = new StateFolder(folder);

  @BeforeEach
  void prepare() {
    state = new StateFolder(folder);
  }

  @Test
  void readsWhatItWrote() {
    RunningStack stack = stack(StackProcess.of("services", ProcessHandle.current().pid()));
    new StackFile(state).write(stack);

    assertThat(new StackFile(state).read()).contains(stack);
    assertThat(new StackFile(state).readRunning()).contains(stack);
  }

  @Test
  void takesAProcessThatStartedAtAnotherTimeForAnother() {
    StackProcess reused =
        new StackProcess(
            "services", ProcessHandle.current().pid(), Instant.parse("2020-01-01T00:00:00Z"));
    new StackFile(state).write(stack(reused));

    assertThat(new StackFile(state).readRunning()).isEmpty();
    assertThat(new StackFile(state).read()).isPresent();
  }

  @Test
  void takesABrokenFileForNone() throws IOException {
    for (String text : List.of("", "{", "{}", "{\"readyAt\": \"now\"}", "[1, 2]")) {
      Files.writeString(state.stackFile(), text);

      assertThat(new StackFile(state).read()).as(text).isEmpty();
    }
  }

  @Test
  void namesTheProcessThatIsGone() {
    StackProcess gone = new StackProcess("broker", Long.MAX_VALUE, Instant.EPOCH);
    StackProcess here = StackProcess.of("services", ProcessHandle.current().pid());

    assertThat(stack(here, gone).missing()).contains(gone);
    assertThat(stack(here).missing()).isEmpty();
  }

  @Test
  void givesTheStateFolderToOneAtATime() {
    try (StateLock lock = StateLock.tryLock(state.lockFile()).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(StateLock.tryLock(state.lockFile())).isEmpty();
    }
    try (StateLock again = StateLock.tryLock(state.lockFile()).orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }

  private static RunningStack stack(StackProcess... processes) {
    return new RunningStack(
        "127.0.0.1:1",
        "http://127.0.0.1:2",
        "baton.",
        Instant.parse("2026-11-01T12:00:00Z"),
        List.of(processes));
  }
}
