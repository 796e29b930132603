package dev.baton.cli.bench;

import dev.baton.cli.client.Sender;
import dev.baton.schemas.AnswerStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * One run of a bench.
 *
 * @param sentNanos when it was sent
 * @param confirmation done when its request was safe
 * @param answeredNanos when its first answer came
 * @param answers how many answers came
 * @param status how it ended
 */
record Flight(
    long sentNanos,
    Future<RecordMetadata> confirmation,
    long answeredNanos,
    int answers,
    Optional<AnswerStatus> status) {

  /** A run that has not been sent. */
  Flight() {
    this(0, new CompletableFuture<>(), 0, 0, Optional.empty());
  }

  Flight started(long nanos, Future<RecordMetadata> sent) {
    // The answer may have overtaken this thread; what it said stays.
    return new Flight(nanos, sent, answeredNanos, answers, status);
  }

  Flight answered(long nanos, AnswerStatus how) {
    return answers == 0
        ? new Flight(sentNanos, confirmation, nanos, 1, Optional.of(how))
        : new Flight(sentNanos, confirmation, answeredNanos, answers + 1, status);
  }

  void confirm() {
    Sender.await(confirmation);
  }

  long latencyNanos() {
    return answeredNanos - sentNanos;
  }
}
