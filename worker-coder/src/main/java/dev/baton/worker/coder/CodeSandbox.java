package dev.baton.worker.coder;

import dev.baton.sandbox.Sandbox;
import dev.baton.sandbox.SandboxLimits;
import dev.baton.sandbox.SandboxSettings;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The worker's sandbox. It is tried out beside the worker's start, so that nobody waits for it who
 * runs nothing. Thread-safe.
 */
final class CodeSandbox {

  private final FutureTask<Sandbox> opening;
  private final SandboxLimits limits;

  CodeSandbox(SandboxSettings settings, SandboxLimits limits) {
    this.limits = limits;
    this.opening = new FutureTask<>(() -> Sandbox.open(settings));
    Thread.ofVirtual().name("sandbox-probe").start(opening);
  }

  /** The sandbox once it is known whether there is one. */
  Sandbox get() throws InterruptedException {
    try {
      return opening.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("sandbox: its trial broke", e);
    }
  }

  /** Bounds on one program. */
  SandboxLimits limits() {
    return limits;
  }
}
