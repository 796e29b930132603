package dev.baton.agent.kafka;

import dev.baton.agent.failure.TaskFailureException;
import dev.baton.agent.slot.Outbox;
import dev.baton.agent.slot.ProgressSink;
import dev.baton.agent.slot.WorkerIdentity;
import dev.baton.schemas.DeadLetter;
import dev.baton.schemas.FailureClass;
import dev.baton.schemas.Heartbeat;
import dev.baton.schemas.JournalRecord;
import dev.baton.schemas.PartialText;
import dev.baton.schemas.Progress;
import dev.baton.schemas.Result;
import dev.baton.schemas.Task;
import dev.baton.serde.AvroSerdes;
import dev.baton.telemetry.TraceHeaders;
import dev.baton.topics.TopicNames;
import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that a worker writes: results, journal and dead letters are safe when their call
 * returns; progress and heartbeats may be lost and never make their caller wait. Thread-safe.
 */
public final class KafkaOutbox implements Outbox, ProgressSink, AutoCloseable {

  private static final Duration LAST_WORD = Duration.ofMillis(500);
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(KafkaOutbox.class);

  private final TopicNames names;
  private final WorkerIdentity identity;
  private final InstantSource clock;
  private final KafkaProducer<byte[], byte[]> safe;
  private final KafkaProducer<byte[], byte[]> bestEffort;
  private final Serializer<Result> results;
  private final Serializer<JournalRecord> journal;
  private final Serializer<DeadLetter> deadLetters;
  private final Serializer<Progress> progress;
  private final Serializer<Heartbeat> heartbeats;

  /**
   * Opens the producers.
   *
   * @param settings of the clients
   * @param names of the topics
   * @param identity who writes
   * @param serdes writes Avro
   */
  public KafkaOutbox(
      ClientSettings settings, TopicNames names, WorkerIdentity identity, AvroSerdes serdes) {
    this.names = names;
    this.identity = identity;
    this.clock = InstantSource.system();
    this.results = serdes.serializer();
    this.journal = serdes.serializer();
    this.deadLetters = serdes.serializer();
    this.progress = serdes.serializer();
    this.heartbeats = serdes.serializer();
    this.safe =
        new KafkaProducer<>(
            settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    this.bestEffort =
        new KafkaProducer<>(
            settings.bestEffortProducer(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void result(Result result) throws InterruptedException {
    sendSafely(record(names.results(identity.role()), result.getRunId(), results, result));
  }

  @Override
  public void hint(Result result) {
    var _ =
        safe.send(
            record(names.results(identity.role()), result.getRunId(), results, result),
            (_, failure) -> missed("started", failure));
  }

  @Override
  public void deadLetter(DeadLetter letter, Optional<byte[]> key) throws InterruptedException {
    String topic = names.deadLetters();
    sendSafely(
        traced(
            new ProducerRecord<>(topic, key.orElse(null), deadLetters.serialize(topic, letter))));
  }

  /** Makes a journal record safe. */
  void journal(JournalRecord entry) throws InterruptedException {
    sendSafely(record(names.journal(identity.role()), entry.getTaskId(), journal, entry));
  }

  @Override
  public void progress(Task task, String text) {
    say(newProgress(task, "working", text).build());
  }

  @Override
  public void writing(Task task, PartialText where, String piece) {
    say(newProgress(task, "writing", piece).setPartial(where).build());
  }

  private Progress.Builder newProgress(Task task, String kind, String text) {
    return Progress.newBuilder()
        .setRunId(task.getRunId())
        .setAt(clock.instant())
        .setKind(kind)
        .setStep(task.getStep())
        .setRole(identity.role())
        .setWorker(identity.worker())
        .setText(text);
  }

  private void say(Progress said) {
    sendAnyhow("progress", names.progress(), said.getRunId(), progress, said);
  }

  /** Says that this pod is alive. */
  void heartbeat(PodState state) {
    Heartbeat beat =
        Heartbeat.newBuilder()
            .setPod(identity.pod())
            .setRole(identity.role())
            .setSlots(state.slots())
            .setBusy(state.busy())
            .setAt(clock.instant())
            .setAccounts(state.accounts())
            .setPausedBecause(state.pausedBecause().orElse(null))
            .build();
    sendAnyhow("heartbeat", names.heartbeats(), identity.pod(), heartbeats, beat);
  }

  private static <T> ProducerRecord<byte[], byte[]> record(
      String topic, String key, Serializer<T> serializer, T value) {
    return traced(
        new ProducerRecord<>(
            topic, key.getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, value)));
  }

  /** Whoever reads the record can go on with the trace of the work that it comes from. */
  private static ProducerRecord<byte[], byte[]> traced(ProducerRecord<byte[], byte[]> record) {
    TraceHeaders.write(Span.current().getSpanContext(), record.headers()::add);
    return record;
  }

  private void sendSafely(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
    try {
      safe.send(record).get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof RecordTooLargeException) {
        throw new TaskFailureException(
            FailureClass.PERMANENT,
            "record for %s: %s".formatted(record.topic(), cause.getMessage()),
            cause);
      }
      throw new IllegalStateException(
          "record for %s: not acknowledged by the broker".formatted(record.topic()), cause);
    }
  }

  private <T> void sendAnyhow(
      String what, String topic, String key, Serializer<T> serializer, T value) {
    try {
      var _ =
          bestEffort.send(
              record(topic, key, serializer, value), (_, failure) -> missed(what, failure));
    } catch (RuntimeException e) {
      missed(what, e);
    }
  }

  private static void missed(String what, @Nullable Exception failure) {
    if (failure != null) {
      LOG.debug("{} was not sent", what, failure);
    }
  }

  @Override
  public void close() {
    // Long enough for the last heartbeat where the broker is well.
    bestEffort.close(LAST_WORD);
    safe.close(CLOSE_BOUND);
    results.close();
    journal.close();
    deadLetters.close();
    progress.close();
    heartbeats.close();
  }
}
