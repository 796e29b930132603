package dev.baton.worker.coder;

import dev.baton.sandbox.Sandbox;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says whether programs can be run, and why not. A worker without a sandbox still finds code, so
 * the worker as a whole stays up.
 */
final class SandboxHealth implements HealthIndicator {

  private final CodeSandbox sandbox;

  SandboxHealth(CodeSandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public Health health() {
    try {
      return switch (sandbox.get().state()) {
        case Sandbox.State.Ready(boolean disabled) ->
            Health.up()
                .withDetail("userNamespaces", disabled ? "disabled" : "filtered")
                .withDetail("java", sandbox.get().hasJava())
                .withDetail("python", sandbox.get().hasPython())
                .build();
        case Sandbox.State.Unavailable(String reason) ->
            Health.unknown().withDetail("reason", reason).build();
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.unknown().withDetail("reason", "interrupted").build();
    }
  }
}
