package dev.baton.mcp;

import java.time.Duration;

/**
 * How long to wait between tries to connect: doubled from the first to the most.
 *
 * @param first after the first failure
 * @param most never longer
 */
record Backoff(Duration first, Duration most) {

  static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

  private static final int MAX_DOUBLINGS = 20;

  Duration after(int failures) {
    int doublings = Math.min(Math.max(failures - 1, 0), MAX_DOUBLINGS);
    Duration wait = first.multipliedBy(1L << doublings);
    return wait.compareTo(most) < 0 ? wait : most;
  }
}
