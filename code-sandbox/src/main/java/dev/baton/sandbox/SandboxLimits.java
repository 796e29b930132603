package dev.baton.sandbox;

import java.time.Duration;

/**
 * Bounds on one run.
 *
 * @param wallTime from its start to its end
 * @param cpuTime of each of its processes; whole seconds, rounded up
 * @param memoryBytes private memory of each process, and resident memory of all together
 * @param processes processes and threads at one time
 * @param outputBytes of standard output, and of standard error
 * @param disk what it may write
 */
public record SandboxLimits(
    Duration wallTime,
    Duration cpuTime,
    long memoryBytes,
    int processes,
    int outputBytes,
    DiskLimits disk) {

  /** 20 s, 15 s of CPU, 512 MiB, 128 processes and threads, 64 KiB of output each. */
  public static final SandboxLimits DEFAULT =
      new SandboxLimits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(15),
          512L << 20,
          128,
          64 << 10,
          DiskLimits.DEFAULT);

  /** Checks that every bound is positive. */
  public SandboxLimits {
    if (!wallTime.isPositive()
        || !cpuTime.isPositive()
        || memoryBytes < 1
        || processes < 1
        || outputBytes < 1) {
      throw new IllegalArgumentException(
          "sandbox limits: %s, %s, %d, %d, %d (expected: all > 0)"
              .formatted(wallTime, cpuTime, memoryBytes, processes, outputBytes));
    }
  }

  /** The same bounds with another disk. */
  public SandboxLimits withDisk(DiskLimits other) {
    return new SandboxLimits(wallTime, cpuTime, memoryBytes, processes, outputBytes, other);
  }

  /** The same bounds with another wall time. */
  public SandboxLimits withWallTime(Duration time) {
    return new SandboxLimits(time, cpuTime, memoryBytes, processes, outputBytes, disk);
  }
}
