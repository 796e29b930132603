package dev.baton.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.time.Duration;

/** The sandbox of this machine, for tests; without one they are skipped and say why. */
final class Sandboxes {

  /** Small enough that a program that goes for a limit gets there soon. */
  static final SandboxLimits LIMITS =
      new SandboxLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          192L << 20,
          40,
          8 << 10,
          new DiskLimits(32 << 20, 4 << 20, 300, 20, 1 << 20));

  private Sandboxes() {}

  static Sandbox open(int maxConcurrent) {
    SandboxSettings standard = SandboxSettings.DEFAULT;
    assumeTrue(
        Files.isExecutable(standard.bubblewrap()),
        "bubblewrap is not installed: nothing that needs a sandbox is tested");
    try {
      Sandbox sandbox =
          Sandbox.open(
              new SandboxSettings(
                  standard.bubblewrap(), standard.jdk(), standard.uid(), maxConcurrent));
      assumeTrue(
          sandbox.state() instanceof Sandbox.State.Ready,
          () -> "no sandbox on this machine: " + sandbox.state());
      return sandbox;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
