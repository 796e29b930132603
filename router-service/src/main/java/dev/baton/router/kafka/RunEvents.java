package dev.baton.router.kafka;

import dev.baton.schemas.RunEvent;
import dev.baton.telemetry.TraceHeaders;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Writes events to the runs topic or its shadow, keyed by run. Not thread-safe: used by the
 * consuming thread alone.
 */
public final class RunEvents {

  /** Longest event: under a topic's default limit of 1 MiB with the record's own overhead. */
  public static final int MAX_EVENT_BYTES = 1_000_000;

  private final KafkaOperations<byte[], byte[]> kafka;
  private final Serializer<RunEvent> serializer;
  private final String topic;

  /**
   * Events for one topic.
   *
   * @param topic the runs topic, or that of a shadow
   */
  public RunEvents(
      KafkaOperations<byte[], byte[]> kafka, Serializer<RunEvent> serializer, String topic) {
    this.kafka = kafka;
    this.serializer = serializer;
    this.topic = topic;
  }

  /** The event as it will lie on the topic. */
  public byte[] encode(RunEvent event) {
    return serializer.serialize(topic, event);
  }

  /**
   * Sends an encoded event.
   *
   * @param trace the trace context that it is sent in; invalid for none
   * @return done when the broker has it
   */
  public CompletableFuture<?> send(String runId, byte[] event, SpanContext trace) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, runId.getBytes(StandardCharsets.UTF_8), event);
    TraceHeaders.write(trace, record.headers()::add);
    return kafka.send(record);
  }
}
