package dev.baton.orchestrator.stream;

import static java.util.stream.Collectors.toMap;

import dev.baton.schemas.DeadLetter;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes dead letters of records that cannot be applied. */
final class DeadLetters {

  private static final String SERVICE = "orchestrator";

  private final int maxValueBytes;

  /**
   * Makes dead letters.
   *
   * @param maxValueBytes longer values are left out, or the dead letter itself would be too large;
   *     they still lie on their topic
   */
  DeadLetters(int maxValueBytes) {
    this.maxValueBytes = maxValueBytes;
  }

  DeadLetter of(Arrival arrival, String cause, String message) {
    boolean fits = arrival.bytes() <= maxValueBytes;
    return DeadLetter.newBuilder()
        .setService(SERVICE)
        .setTopic(arrival.topic())
        .setPartition(arrival.partition())
        .setOffset(arrival.offset())
        .setKey(buffer(arrival.key()))
        .setValue(fits ? buffer(arrival.value()) : null)
        .setHeaders(fits ? headers(arrival) : Map.of())
        .setCause(cause)
        .setMessage(message)
        .setAt(arrival.at())
        .build();
  }

  private static Map<String, ByteBuffer> headers(Arrival arrival) {
    return arrival.headers().entrySet().stream()
        .collect(toMap(Map.Entry::getKey, header -> ByteBuffer.wrap(header.getValue())));
  }

  private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
