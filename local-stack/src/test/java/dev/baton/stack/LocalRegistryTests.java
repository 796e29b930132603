package dev.baton.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LocalRegistryTests {
  @TempDir Path folder;

  @Test
  void keepsSchemasIdsAndPortOverAKillAndARestart() throws Exception {
    String url;
    String first;
    String second;
    try (LocalRegistry registry = LocalRegistry.start(options())) {
      url = registry.url();
      first = RegistryProbe.register(registry, "numbers-value", "long");
      second = RegistryProbe.register(registry, "words-value", "string");
      registry.kill();
      registry.restart();
      assertThat(registry.url()).isEqualTo(url);
      assertThat(RegistryProbe.register(registry, "words-value", "string")).isEqualTo(second);
    }
    try (LocalRegistry registry = LocalRegistry.start(options())) {
      assertThat(registry.url()).isEqualTo(url);
      assertThat(RegistryProbe.get(registry.ccompatUrl() + "/subjects"))
          .contains("numbers-value", "words-value");
      assertThat(RegistryProbe.register(registry, "numbers-value", "long")).isEqualTo(first);
      assertThat(RegistryProbe.register(registry, "words-value", "string")).isEqualTo(second);
      assertThat(second).isNotEqualTo(first);
    }
  }

  @Test
  void servesItsOwnInterfaceToo() throws Exception {
    try (LocalRegistry registry = LocalRegistry.start(options())) {
      assertThat(RegistryProbe.get(registry.apicurioUrl() + "/system/info"))
          .contains("\"version\"");
    }
  }

  @Test
  void namesThePortThatIsInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> LocalRegistry.start(options().withPort(other.getLocalPort())))
          .withMessageContaining("registry port " + other.getLocalPort() + " is already in use");
    }
  }

  private RegistryOptions options() {
    return RegistryOptions.in(folder, StackFiles.locate());
  }
}
