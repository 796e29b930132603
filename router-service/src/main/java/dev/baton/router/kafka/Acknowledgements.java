package dev.baton.router.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** Waits until the broker has what was sent. */
final class Acknowledgements {

  /** Longest wait; longer than the producer's own delivery time-out. */
  static final Duration TIMEOUT = Duration.ofSeconds(40);

  private Acknowledgements() {}

  /**
   * Waits.
   *
   * @param what names in errors what was sent
   * @throws KafkaException if the broker does not acknowledge it
   */
  static void await(CompletableFuture<?> sends, String what) {
    try {
      sends.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(what + ": interrupted before the broker had acknowledged it", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException(what + ": not acknowledged by the broker", e);
    }
  }
}
