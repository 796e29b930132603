package dev.baton.agent.slot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What executions take from outside: time, threads, waiting and names. An input, so that a test can
 * have hours pass in a moment and the same names each time. Thread-safe.
 */
public interface Surroundings extends InstantSource, Executor {

  /**
   * Waits before something is tried again.
   *
   * @throws InterruptedException if the caller was interrupted
   */
  void pause(Duration pause) throws InterruptedException;

  /** A name that no other execution has. */
  String newExecutionId();
}
