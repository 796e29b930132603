package dev.baton.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sets serializers up for Confluent's wire format: a zero byte, the schema's id in four bytes, Avro
 * binary. Thread-safe; what it makes is as thread-safe as Kafka requires.
 *
 * <p>Schemas are never registered by a service: the operator's {@code baton cluster apply} does
 * that, so a service needs read access to the registry only.
 */
public final class AvroSerdes {

  private static final String RETRIES = "3";
  private static final String BACKOFF_MILLIS = "200";

  static {
    ContractClasses.trust();
  }

  private final RegistryEndpoint registry;

  /**
   * Serdes that use one registry.
   *
   * @param registry where schemas are looked up
   */
  public AvroSerdes(RegistryEndpoint registry) {
    this.registry = registry;
  }

  /** A new serializer of record values. */
  public <T extends SpecificRecord> Serializer<T> serializer() {
    @SuppressWarnings("unchecked") // Both classes serialize any Avro record.
    Serializer<T> serializer =
        (Serializer<T>)
            instance(
                switch (registry.kind()) {
                  case APICURIO -> "io.apicurio.registry.serde.avro.AvroKafkaSerializer";
                  case CONFLUENT -> "io.confluent.kafka.serializers.KafkaAvroSerializer";
                });
    serializer.configure(config(), false);
    return serializer;
  }

  /**
   * A new defensive decoder of record values.
   *
   * @param type the record that the topic carries
   */
  public <T extends SpecificRecord> AvroDecoder<T> decoder(Class<T> type) {
    @SuppressWarnings("unchecked") // Both classes return Object.
    Deserializer<Object> deserializer =
        (Deserializer<Object>)
            instance(
                switch (registry.kind()) {
                  case APICURIO -> "io.apicurio.registry.serde.avro.AvroKafkaDeserializer";
                  case CONFLUENT -> "io.confluent.kafka.serializers.KafkaAvroDeserializer";
                });
    deserializer.configure(config(), false);
    return new AvroDecoder<>(type, deserializer);
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>();
    switch (registry.kind()) {
      case APICURIO -> {
        config.put("apicurio.registry.url", registry.serializerApi().toString());
        config.put("apicurio.registry.http.adapter", "JDK");
        config.put("apicurio.registry.headers.enabled", "false");
        config.put(
            "apicurio.registry.id-handler", "io.apicurio.registry.serde.Default4ByteIdHandler");
        config.put("apicurio.registry.use-id", "contentId");
        config.put(
            "apicurio.registry.artifact-resolver-strategy",
            "io.apicurio.registry.serde.strategy.TopicIdStrategy");
        config.put("apicurio.registry.auto-register", "false");
        // Otherwise nested records are looked up as references, which foreign clients do not
        // register.
        config.put("apicurio.registry.dereference-schema", "true");
        config.put("apicurio.registry.retry-count", RETRIES);
        config.put("apicurio.registry.retry-backoff-ms", BACKOFF_MILLIS);
        config.put("apicurio.registry.use-specific-avro-reader", "true");
        config.put("apicurio.registry.avro-datum-provider", RememberedDatums.class.getName());
      }
      case CONFLUENT -> {
        config.put("schema.registry.url", registry.serializerApi().toString());
        config.put("auto.register.schemas", "false");
        config.put("specific.avro.reader", "true");
      }
    }
    return config;
  }

  private static Object instance(String className) {
    try {
      return Class.forName(className).getDeclaredConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "serializer: %s is not on the class path (expected: Apicurio's by default; build with -Pconfluent for Confluent's)"
              .formatted(className),
          e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("serializer: cannot create " + className, e);
    }
  }
}
