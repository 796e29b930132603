package dev.baton.agent.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * What a process has: a clock, virtual threads, and chance for names.
 *
 * @param role for names of threads
 * @param clock tells the time
 */
record ProcessSurroundings(String role, InstantSource clock) implements Surroundings {

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public void execute(Runnable command) {
    Thread.ofVirtual().name("task-" + role).start(command);
  }

  @Override
  public void pause(Duration pause) throws InterruptedException {
    Thread.sleep(pause);
  }

  @Override
  public String newExecutionId() {
    return UUID.randomUUID().toString();
  }
}
