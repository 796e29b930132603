package dev.baton.cli.client;

import dev.baton.schemas.Answer;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.Progress;
import dev.baton.schemas.Routed;
import dev.baton.schemas.RunEvent;
import dev.baton.schemas.RunLogRecord;
import dev.baton.schemas.fact.RequestRefusedAsConflict;
import dev.baton.serde.AvroDecoder;
import dev.baton.serde.AvroSerdes;
import dev.baton.serde.Decoded;
import dev.baton.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Watches one run from before its request is sent until its answer. Not thread-safe.
 *
 * <p>It belongs to no group: its partitions follow from the run's id, and it is positioned at their
 * ends when it is opened, so nothing that the request causes can be missed.
 */
public final class RunWatcher implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(120);

  private final TopicNames names;
  private final byte[] key;
  private final boolean keyed;
  private final Consumer<byte[], byte[]> consumer;
  private final AvroDecoder<Progress> progress;
  private final AvroDecoder<Answer> answers;
  private final AvroDecoder<DeadLetter> deadLetters;
  private final AvroDecoder<RunLogRecord> runLog;

  /** Whether the request is known to belong to the run, so that the run's answer answers it. */
  private boolean ours;

  private Optional<Answer> answer = Optional.empty();

  private RunWatcher(Installation installation, String runId, boolean keyed) {
    AvroSerdes serdes = installation.serdes();
    this.names = installation.names();
    this.key = runId.getBytes(StandardCharsets.UTF_8);
    this.keyed = keyed;
    this.ours = !keyed;
    this.consumer = installation.consumer();
    this.progress = serdes.decoder(Progress.class);
    this.answers = serdes.decoder(Answer.class);
    this.deadLetters = serdes.decoder(DeadLetter.class);
    this.runLog = serdes.decoder(RunLogRecord.class);
  }

  /**
   * A watcher that sees whatever happens to the run from now on.
   *
   * @param keyed whether others may have used the request's key before: then an earlier answer
   *     counts, but only once the run log says that the request is the same
   */
  public static RunWatcher open(Installation installation, String runId, boolean keyed) {
    RunWatcher watcher = new RunWatcher(installation, runId, keyed);
    try {
      watcher.position(runId);
      return watcher;
    } catch (RuntimeException e) {
      watcher.close();
      throw e;
    }
  }

  private void position(String runId) {
    Partitions partitions = new Partitions(consumer);
    TopicPartition answerPartition = partitions.of(names.answers(), runId);
    List<TopicPartition> fromNow = new ArrayList<>();
    fromNow.add(partitions.of(names.progress(), runId));
    fromNow.add(partitions.of(names.deadLetters(), runId));
    if (keyed) {
      fromNow.add(partitions.of(names.runLog(), runId));
    }
    List<TopicPartition> all = new ArrayList<>(fromNow);
    all.add(answerPartition);
    consumer.assign(all);
    consumer.seekToEnd(keyed ? fromNow : all);
    if (keyed) {
      consumer.seekToBeginning(Set.of(answerPartition));
    }
    // Seeking is lazy: asking for the position makes it happen now, before the request is sent.
    all.forEach(consumer::position);
  }

  /**
   * Waits for the outcome.
   *
   * @param origin where the request lies: topic-partition@offset
   * @param listener told of progress and of time that passes
   */
  public Outcome await(String origin, Instant deadline, ProgressListener listener) {
    while (Instant.now().isBefore(deadline)) {
      for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(POLL)) {
        Optional<Outcome> outcome =
            Arrays.equals(key, polled.key()) ? outcome(origin, polled, listener) : Optional.empty();
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
      listener.onTime();
    }
    return new Outcome.Silent();
  }

  private Optional<Outcome> outcome(
      String origin, ConsumerRecord<byte[], byte[]> polled, ProgressListener listener) {
    String topic = polled.topic();
    if (topic.equals(names.progress())) {
      decode(progress, polled).ifPresent(listener::onProgress);
      return Optional.empty();
    }
    if (topic.equals(names.deadLetters())) {
      return decode(deadLetters, polled)
          .filter(letter -> origin.equals(origin(letter)))
          .map(letter -> new Outcome.Refused(letter.getCause(), letter.getMessage()));
    }
    if (topic.equals(names.runLog())) {
      return decode(runLog, polled).flatMap(entry -> verdict(origin, entry));
    }
    answer = decode(answers, polled).or(() -> answer);
    return answered();
  }

  /** What the orchestrator made of the request: the run's first, the same again, or a conflict. */
  private Optional<Outcome> verdict(String origin, RunLogRecord entry) {
    if (!(entry.getEvent() instanceof RunEvent event
        && event.getBody() instanceof Routed routed
        && routed.getOrigin().equals(origin))) {
      return Optional.empty();
    }
    for (Object fact : entry.getFacts()) {
      if (fact instanceof RequestRefusedAsConflict) {
        return Optional.of(
            new Outcome.Refused(
                "key-conflict",
                "the same key was used for another request (expected: the same request, or a new key)"));
      }
    }
    ours = true;
    return answered();
  }

  private Optional<Outcome> answered() {
    return ours ? answer.map(Outcome.Answered::new) : Optional.empty();
  }

  private static String origin(DeadLetter letter) {
    return "%s-%d@%d".formatted(letter.getTopic(), letter.getPartition(), letter.getOffset());
  }

  private static <T extends SpecificRecord> Optional<T> decode(
      AvroDecoder<T> decoder, ConsumerRecord<byte[], byte[]> polled) {
    return switch (decoder.decode(polled.topic(), polled.value())) {
      case Decoded.Valid<T>(T value) -> Optional.of(value);
      // Somebody else's broken record is not this run's outcome.
      case Decoded.Poison<T> _ -> Optional.empty();
    };
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    progress.close();
    answers.close();
    deadLetters.close();
    runLog.close();
  }
}
