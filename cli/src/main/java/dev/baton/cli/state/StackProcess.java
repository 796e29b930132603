package dev.baton.cli.state;

import java.time.Instant;
import java.util.Optional;

/**
 * One process of the local stack.
 *
 * @param name what it is: services, broker or registry
 * @param pid its process id
 * @param startedAt when the operating system started it, which tells it from a later process with
 *     the same id
 */
public record StackProcess(String name, long pid, Instant startedAt) {

  /** Describes a living process. */
  public static StackProcess of(String name, long pid) {
    Instant startedAt =
        ProcessHandle.of(pid).flatMap(handle -> handle.info().startInstant()).orElse(Instant.EPOCH);
    return new StackProcess(name, pid, startedAt);
  }

  /** The process, if it still is the same one. */
  public Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> handle.info().startInstant().orElse(Instant.EPOCH).equals(startedAt));
  }
}
