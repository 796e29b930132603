package dev.baton.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LocalStackTests {
  @TempDir Path folder;

  @Test
  void startsAndEndsBoth() throws Exception {
    LocalBroker broker;
    LocalRegistry registry;
    try (LocalStack stack = LocalStack.start(options())) {
      broker = stack.broker();
      registry = stack.registry();
      try (Admin admin = new KafkaProbe(broker.bootstrapServers()).admin()) {
        assertThat(admin.describeCluster().nodes().get()).hasSize(1);
      }
      assertThat(RegistryProbe.get(registry.ccompatUrl() + "/subjects")).isEqualTo("[]");
    }
    assertThat(broker.isAlive()).isFalse();
    assertThat(registry.isAlive()).isFalse();
  }

  @Test
  void runsNeitherIfOneCannotStart() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> LocalStack.start(options().withPorts(0, other.getLocalPort())))
          .withMessageContaining("registry port " + other.getLocalPort() + " is already in use");
    }
    // Both folders are free again, so nothing owns them.
    StateFolder.open(folder.resolve("broker")).close();
    StateFolder.open(folder.resolve("registry")).close();
  }

  private StackOptions options() {
    return StackOptions.in(folder, StackFiles.locate());
  }
}
