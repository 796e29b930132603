package dev.baton.cli.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Waits until a broker knows what the controller has done, of which it learns a moment later.
 *
 * @param bound how long at most
 */
record Learning(Duration bound) {

  static final Learning STANDARD = new Learning(Duration.ofSeconds(15));

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /** Asks the broker. */
  interface Look {
    boolean isThere() throws ExecutionException, InterruptedException;
  }

  /**
   * Looks until it is there.
   *
   * @param what for the message
   * @throws ExecutionException if it is not there in time, or what the look throws
   */
  void await(String what, Look look) throws ExecutionException, InterruptedException {
    Instant deadline = Instant.now().plus(bound);
    while (!look.isThere()) {
      if (Instant.now().isAfter(deadline)) {
        throw new ExecutionException(
            new TimeoutException(
                "%s not there %d ms after it was set (expected: sooner)"
                    .formatted(what, bound.toMillis())));
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }
}
