package dev.baton.cli.client;

import dev.baton.serde.AvroSerdes;
import dev.baton.serde.RegistryEndpoint;
import dev.baton.topics.TopicNames;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where an installation is reached.
 *
 * @param bootstrapServers the brokers
 * @param registry the schema registry
 * @param names its topics
 * @param kafka further settings of Kafka clients, for example for security
 */
public record Installation(
    String bootstrapServers,
    RegistryEndpoint registry,
    TopicNames names,
    Map<String, String> kafka) {

  /** The tenant that this command speaks for. */
  public static final String TENANT = "default";

  private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
  private static final int API_TIMEOUT_MILLIS = 15_000;
  private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
  private static final int MAX_REQUEST_BYTES = 2 << 20;

  /** Copies the settings. */
  public Installation {
    kafka = Map.copyOf(kafka);
  }

  /** Serializers and decoders. */
  public AvroSerdes serdes() {
    return new AvroSerdes(registry);
  }

  /** A new producer whose sends are safe once confirmed. */
  public Producer<byte[], byte[]> producer() {
    Map<String, Object> config = common();
    config.put("acks", "all");
    config.put("enable.idempotence", true);
    config.put("linger.ms", 0);
    config.put("max.request.size", MAX_REQUEST_BYTES);
    config.put("max.block.ms", API_TIMEOUT_MILLIS);
    config.put("delivery.timeout.ms", DELIVERY_TIMEOUT_MILLIS);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A new consumer of what was committed; it is assigned partitions and belongs to no group. */
  public Consumer<byte[], byte[]> consumer() {
    Map<String, Object> config = common();
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    config.put("allow.auto.create.topics", false);
    config.put("default.api.timeout.ms", API_TIMEOUT_MILLIS);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A new administration client. */
  public Admin admin() {
    Map<String, Object> config = common();
    config.put("default.api.timeout.ms", API_TIMEOUT_MILLIS);
    return Admin.create(config);
  }

  private Map<String, Object> common() {
    Map<String, Object> config = new HashMap<>();
    config.put("request.timeout.ms", REQUEST_TIMEOUT_MILLIS);
    config.put("client.id", "baton-cli");
    // The command reports no metrics, and its start is what a person waits for.
    config.put("enable.metrics.push", false);
    config.put("metric.reporters", "");
    config.putAll(kafka);
    config.put("bootstrap.servers", bootstrapServers);
    return config;
  }
}
