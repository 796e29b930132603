package dev.baton.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTests {
  @TempDir Path folder;
  private StateFolder state;
  private PidFile pidFile;

  @BeforeEach
  void ownTheFolder() {
    state = StateFolder.open(folder);
    pidFile = new PidFile(state);
  }

  @AfterEach
  void giveUpTheFolder() {
    state.close();
  }

  @Test
  void findsItsOwnChild() throws IOException {
    Process child = waiting(pidFile.mark());
    try {
      pidFile.write(child.toHandle());
      assertThat(pidFile.leftover()).map(ProcessHandle::pid).contains(child.pid());
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void neverTakesAProcessWithoutTheMarkForItsChild() throws IOException {
    Process stranger = waiting("-Dbaton.stack.state=/elsewhere");
    try {
      pidFile.write(stranger.toHandle());
      assertThat(pidFile.leftover()).isEmpty();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void neverTakesAProcessOfAnotherStartTimeForItsChild() throws IOException {
    Process later = waiting(pidFile.mark());
    try {
      String earlier = Instant.now().minusSeconds(60).toString();
      state.writeProperties(
          "child.properties", Map.of("pid", Long.toString(later.pid()), "started", earlier));
      assertThat(pidFile.leftover()).isEmpty();
    } finally {
      later.destroyForcibly();
    }
  }

  @Test
  void ignoresATornEntry() {
    state.writeProperties("child.properties", Map.of("pid", "12x", "started", "2026-"));
    assertThat(pidFile.leftover()).isEmpty();
  }

  /** A process that waits for input, with one argument of our choosing. */
  private static Process waiting(String argument) throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", "read line", argument).start();
  }
}
