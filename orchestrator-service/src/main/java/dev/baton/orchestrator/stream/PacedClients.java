package dev.baton.orchestrator.stream;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's own clients, with a {@link ThreadPacer} between each stream thread's consumer and its
 * producer. Thread-safe.
 */
final class PacedClients implements KafkaClientSupplier {

  private final ThreadLocal<ThreadPacer> pacers;

  PacedClients(Duration linger) {
    this.pacers = ThreadLocal.withInitial(() -> new ThreadPacer(linger, InstantSource.system()));
  }

  /** The calling stream thread's pacer. */
  ThreadPacer pacer() {
    return pacers.get();
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new PacedProducer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new PacedConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
  }

  private final class PacedConsumer extends KafkaConsumer<byte[], byte[]> {

    PacedConsumer(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ConsumerRecords<byte[], byte[]> records = super.poll(pacer().pollTime(timeout));
      if (records.isEmpty()) {
        pacer().idle();
      }
      return records;
    }
  }

  private final class PacedProducer extends KafkaProducer<byte[], byte[]> {

    PacedProducer(Map<String, Object> config) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void commitTransaction() {
      super.commitTransaction();
      pacer().committed();
    }
  }
}
