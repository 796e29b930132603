package dev.baton.sandbox;

import java.time.Duration;
import java.util.List;

/** A process that runs a long program in a sandbox, to be killed meanwhile. */
final class MortalCaller {

  private MortalCaller() {}

  public static void main(String[] arguments) throws InterruptedException {
    Sandbox.open(SandboxSettings.DEFAULT)
        .run(
            new SandboxJob(
                List.of("sleep", arguments[0]),
                List.of(),
                "",
                Sandboxes.LIMITS.withWallTime(Duration.ofMinutes(1))));
  }
}
