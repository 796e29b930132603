package dev.baton.worker.coder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.sandbox.SandboxLimits;
import dev.baton.sandbox.SandboxSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class SandboxHealthTests {

  @Test
  void saysWhyThereIsNoSandboxAndKeepsTheWorkerUp() {
    SandboxSettings nowhere =
        new SandboxSettings(Path.of("/nowhere/bwrap"), SandboxSettings.DEFAULT.jdk(), 65_501, 1);

    Health health = new SandboxHealth(new CodeSandbox(nowhere, SandboxLimits.DEFAULT)).health();

    assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
    assertThat(String.valueOf(health.getDetails().get("reason"))).contains("/nowhere/bwrap");
  }
}
