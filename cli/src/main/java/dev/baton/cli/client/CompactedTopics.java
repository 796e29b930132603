package dev.baton.cli.client;

import dev.baton.serde.AvroDecoder;
import dev.baton.serde.AvroSerdes;
import dev.baton.serde.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Topics that hold the latest value of each key. Not thread-safe. */
public final class CompactedTopics implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Installation installation;
  private final AvroSerdes serdes;
  private final Consumer<byte[], byte[]> consumer;
  private final List<Future<RecordMetadata>> unconfirmed = new ArrayList<>();
  private @Nullable Producer<byte[], byte[]> producer;

  /** Topics of an installation. */
  public CompactedTopics(Installation installation) {
    this.installation = installation;
    this.serdes = installation.serdes();
    this.consumer = installation.consumer();
  }

  /** The values that lie on a topic now, by key; what cannot be decoded is left out. */
  public <T extends SpecificRecord> Map<String, T> read(String topic, Class<T> type) {
    Map<String, T> values = new HashMap<>();
    try (AvroDecoder<T> decoder = serdes.decoder(type)) {
      new TopicScan(consumer)
          .read(
              new Partitions(consumer).of(topic),
              Long.MAX_VALUE,
              polled -> put(values, decoder, polled));
    }
    return values;
  }

  private static <T extends SpecificRecord> void put(
      Map<String, T> values, AvroDecoder<T> decoder, ConsumerRecord<byte[], byte[]> polled) {
    if (polled.key() == null) {
      return;
    }
    String key = new String(polled.key(), StandardCharsets.UTF_8);
    values.remove(key);
    if (polled.value() != null
        && decoder.decode(polled.topic(), polled.value()) instanceof Decoded.Valid<T>(T value)) {
      values.put(key, value);
    }
  }

  /** Replaces a key's value; safe after {@link #flush()}. */
  public void write(String topic, String key, SpecificRecord value) {
    try (Serializer<SpecificRecord> serializer = serdes.serializer()) {
      byte[] bytes = serializer.serialize(topic, value);
      unconfirmed.add(
          openProducer()
              .send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), bytes)));
    }
  }

  /** Waits until everything written is safe. */
  public void flush() {
    unconfirmed.forEach(Sender::await);
    unconfirmed.clear();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    if (producer != null) {
      producer.close(CLOSE_TIMEOUT);
    }
  }

  private Producer<byte[], byte[]> openProducer() {
    if (producer == null) {
      producer = installation.producer();
    }
    return producer;
  }
}
