package dev.baton.cli.client;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.schemas.Request;
import dev.baton.schemas.Signal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;

/** Sends requests and signals as any upstream system does. Thread-safe. */
public final class Sender implements AutoCloseable {

  /** How long a send may take before it counts as failed; more than the producer itself waits. */
  private static final long SEND_TIMEOUT_SECONDS = 40;

  private final Installation installation;
  private final Producer<byte[], byte[]> producer;
  private final Serializer<SpecificRecord> serializer;

  /** A sender to one installation. */
  public Sender(Installation installation) {
    this.installation = installation;
    this.producer = installation.producer();
    this.serializer = installation.serdes().serializer();
  }

  /**
   * Sends a request and waits until it is safe.
   *
   * @param runId the run that it will be
   * @return where it lies: topic-partition@offset
   */
  public String send(String runId, Request request) {
    RecordMetadata place = await(sendAsync(runId, request));
    return "%s-%d@%d".formatted(place.topic(), place.partition(), place.offset());
  }

  /** Sends a request; it is safe once the future says so. */
  public Future<RecordMetadata> sendAsync(String runId, Request request) {
    return send(installation.names().requests(), runId, request);
  }

  /** Sends a signal and waits until it is safe. */
  public void send(Signal signal) {
    await(send(installation.names().signals(), signal.getRunId(), signal));
  }

  private Future<RecordMetadata> send(String topic, String key, SpecificRecord value) {
    return producer.send(
        new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), serialize(topic, value)));
  }

  private synchronized byte[] serialize(String topic, SpecificRecord value) {
    return serializer.serialize(topic, value);
  }

  /**
   * Waits until a record is safe.
   *
   * @throws CommandFailure if it could not be delivered
   */
  public static RecordMetadata await(Future<RecordMetadata> sent) {
    try {
      return sent.get(SEND_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw CommandFailure.failed("send: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw CommandFailure.failed("send: not confirmed within " + SEND_TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("send: interrupted", e);
    }
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(2));
    serializer.close();
  }
}
