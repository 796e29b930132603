package dev.baton.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTests {
  @TempDir Path folder;

  @Test
  void hasOneOwnerAtATime() {
    StateFolder owned = StateFolder.open(folder);
    assertThatExceptionOfType(StateFolderInUseException.class)
        .isThrownBy(() -> StateFolder.open(folder))
        .withMessageContaining(folder + " is in use by another process");

    owned.close();
    StateFolder.open(folder).close();
  }

  @Test
  void namesAFolderThatCannotBeUsed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> StateFolder.open(file.resolve("broker")))
        .withMessageContaining("state folder " + file.resolve("broker") + " cannot be used")
        .withMessageContaining("expected: a writable folder");
  }

  @Test
  void remembersPortsUntilSomebodyElseHasThem() throws IOException {
    try (StateFolder state = StateFolder.open(folder)) {
      Ports first = new Ports(state);
      int port = first.choose("broker", Ports.ANY);
      first.remember();
      assertThat(new Ports(state).choose("broker", Ports.ANY)).isEqualTo(port);

      try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertThat(new Ports(state).choose("broker", Ports.ANY)).isNotEqualTo(port);
        assertThatExceptionOfType(StackException.class)
            .isThrownBy(() -> new Ports(state).choose("broker", other.getLocalPort()))
            .withMessageContaining("broker port " + port + " is already in use");
      }
    }
  }
}
