package dev.baton.serde;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.TimeoutException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes values without ever letting a bad one stop its reader. Not thread-safe: one per consuming
 * thread.
 *
 * @param <T> the record that the topic carries
 */
public final class AvroDecoder<T extends SpecificRecord> implements AutoCloseable {

  private static final int HEADER_BYTES = 5;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;

  private final Class<T> type;
  private final Deserializer<Object> deserializer;

  AvroDecoder(Class<T> type, Deserializer<Object> deserializer) {
    this.type = type;
    this.deserializer = deserializer;
  }

  /**
   * Decodes one value.
   *
   * @param topic the topic that it lay on
   * @param value its bytes; null for a tombstone, which is no record and therefore poison here
   * @return the record, or why it will never be one
   * @throws RegistryUnavailableException if the registry did not answer, so that nothing can be
   *     said about the value yet
   */
  public Decoded<T> decode(String topic, byte @Nullable [] value) {
    if (value == null || value.length < HEADER_BYTES || value[0] != 0) {
      return new Decoded.Poison<>(
          "undecodable",
          "value: %s (expected: a zero byte, a schema id in four bytes and Avro binary)"
              .formatted(
                  value == null
                      ? "none"
                      : value.length + " bytes without the wire format's header"));
    }
    int schemaId = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    try {
      Object decoded = deserializer.deserialize(topic, value);
      return type.isInstance(decoded)
          ? new Decoded.Valid<>(type.cast(decoded))
          : new Decoded.Poison<>(
              "wrong-type",
              "value: %s (expected: %s)".formatted(nameOf(decoded), type.getSimpleName()));
    } catch (RuntimeException e) {
      return poison(schemaId, e);
    }
  }

  private Decoded<T> poison(int schemaId, RuntimeException failure) {
    if (isUnavailable(failure)) {
      throw new RegistryUnavailableException(
          "schema registry: no answer for schema id " + schemaId, failure);
    }
    if (isUnknownSchema(failure)) {
      return new Decoded.Poison<>(
          "unknown-schema",
          "schema id: %d (expected: an id that the schema registry knows)".formatted(schemaId));
    }
    return new Decoded.Poison<>(
        "undecodable",
        "value: does not decode by schema id %d (expected: Avro binary of %s): %s"
            .formatted(schemaId, type.getSimpleName(), rootMessage(failure)));
  }

  private static boolean isUnavailable(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      // A truncated value ends in an EOFException or a coding error: that is the value's fault, not
      // the registry's.
      if (t instanceof AvroRuntimeException
          || t instanceof EOFException
          || t instanceof CharacterCodingException) {
        return false;
      }
      if (t instanceof IOException
          || t instanceof TimeoutException
          || statusOf(t) >= SERVER_ERROR) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnknownSchema(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (statusOf(t) == NOT_FOUND) {
        return true;
      }
    }
    return false;
  }

  private static int statusOf(Throwable t) {
    return t instanceof com.microsoft.kiota.ApiException api ? api.getResponseStatusCode() : 0;
  }

  private static String nameOf(@Nullable Object decoded) {
    return decoded == null ? "nothing" : decoded.getClass().getSimpleName();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root.getClass().getSimpleName()
        + (root.getMessage() == null ? "" : ": " + root.getMessage());
  }

  @Override
  public void close() {
    deserializer.close();
  }
}
