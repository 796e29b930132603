package dev.baton.router.kafka;

import dev.baton.schemas.DeadLetter;
import dev.baton.telemetry.TraceHeaders;
import dev.baton.topics.TopicNames;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;

/** Puts aside what cannot be processed, with the reason. Thread-safe. */
public final class DeadLetters {

  /** Where the router's dead letters say they come from. */
  public static final String SERVICE = "router";

  /** A value of the right type with a content that cannot be used. */
  public static final String INVALID = "invalid";

  /** The router itself failed over the record. */
  public static final String ROUTER_FAILURE = "router-failure";

  /** Larger than the service takes. */
  public static final String TOO_LARGE = "too-large";

  /**
   * Longest value or all headers together that are kept: with both, a dead letter still fits a
   * topic's default limit of 1 MiB.
   */
  static final int MAX_KEPT_BYTES = 480 * 1024;

  private final Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> outlet;
  private final Serializer<DeadLetter> serializer;
  private final String topic;
  private final InstantSource clock;
  private final Consumer<String> counted;

  /** Dead letters of one installation. */
  public DeadLetters(
      KafkaOperations<byte[], byte[]> kafka,
      Serializer<DeadLetter> serializer,
      TopicNames names,
      InstantSource clock) {
    this(kafka::send, serializer, names.deadLetters(), clock, _ -> {});
  }

  private DeadLetters(
      Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> outlet,
      Serializer<DeadLetter> serializer,
      String topic,
      InstantSource clock,
      Consumer<String> counted) {
    this.outlet = outlet;
    this.serializer = serializer;
    this.topic = topic;
    this.clock = clock;
    this.counted = counted;
  }

  /**
   * The same, telling somebody of each.
   *
   * @param hears its cause
   */
  public DeadLetters countedBy(Consumer<String> hears) {
    return new DeadLetters(outlet, serializer, topic, clock, hears);
  }

  /** Those of a shadow: written nowhere, for the router in charge writes them. */
  public static DeadLetters ofShadow(
      Serializer<DeadLetter> serializer, TopicNames names, InstantSource clock) {
    return new DeadLetters(
        _ -> CompletableFuture.completedFuture(null),
        serializer,
        names.deadLetters(),
        clock,
        _ -> {});
  }

  /**
   * Sends a record to the dead letters.
   *
   * @param cause a stable name
   * @param message what is wrong and what was expected
   * @return done when the broker has it
   */
  public CompletableFuture<?> send(
      ConsumerRecord<byte[], byte[]> record, String cause, String message) {
    counted.accept(cause);
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(topic, record.key(), encode(record, cause, message));
    TraceHeaders.write(RouteTelemetry.broughtBy(record), letter.headers()::add);
    return outlet.apply(letter);
  }

  /**
   * Sends a record to the dead letters and waits until the broker has it.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not acknowledge it
   */
  public void sendAndWait(ConsumerRecord<byte[], byte[]> record, String cause, String message) {
    Acknowledgements.await(send(record, cause, message), "dead letter");
  }

  /** The dead letter of a record as it will lie on the topic. */
  public byte[] encode(ConsumerRecord<byte[], byte[]> record, String cause, String message) {
    DeadLetter letter = letter(record, cause, message);
    // Kafka's serializers promise no thread-safety, and several threads find poison.
    synchronized (serializer) {
      return serializer.serialize(topic, letter);
    }
  }

  private DeadLetter letter(ConsumerRecord<byte[], byte[]> record, String cause, String message) {
    byte @Nullable [] value = record.value();
    boolean fits = value == null || value.length <= MAX_KEPT_BYTES;
    return DeadLetter.newBuilder()
        .setService(SERVICE)
        .setTopic(record.topic())
        .setPartition(record.partition())
        .setOffset(record.offset())
        .setKey(wrap(record.key()))
        .setValue(fits ? wrap(value) : null)
        .setHeaders(headers(record))
        .setCause(cause)
        .setMessage(
            fits ? message : message + "; its value is left out for its size and lies where it was")
        .setAt(clock.instant())
        .build();
  }

  private static Map<String, ByteBuffer> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, ByteBuffer> kept = new HashMap<>();
    long bytes = 0;
    for (Header header : record.headers()) {
      byte[] value = header.value() == null ? new byte[0] : header.value();
      bytes += header.key().length() + value.length;
      if (bytes > MAX_KEPT_BYTES) {
        return kept;
      }
      kept.put(header.key(), ByteBuffer.wrap(value));
    }
    return kept;
  }

  private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
