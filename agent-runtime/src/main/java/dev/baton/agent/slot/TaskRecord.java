package dev.baton.agent.slot;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of a task topic as the broker handed it out. Two are equal if they lie at the same
 * place. The bytes are not copied.
 */
public final class TaskRecord {

  private final Place place;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final Map<String, byte[]> headers;
  private final int deliveryCount;

  /**
   * Where a record lies.
   *
   * @param topic its topic
   * @param partition its partition
   * @param offset its offset
   */
  public record Place(String topic, int partition, long offset) {}

  /**
   * A record.
   *
   * @param place where it lies
   * @param key its key's bytes
   * @param value its value's bytes
   * @param headers its headers, the last one where a name stands twice
   * @param deliveryCount how often it was handed out, from 1: a hint, not a truth
   */
  public TaskRecord(
      Place place,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Map<String, byte[]> headers,
      int deliveryCount) {
    this.place = place;
    this.key = key;
    this.value = value;
    this.headers = Map.copyOf(headers);
    this.deliveryCount = deliveryCount;
  }

  /** Where it lies. */
  public Place place() {
    return place;
  }

  /** Its key's bytes. */
  public Optional<byte[]> key() {
    return Optional.ofNullable(key);
  }

  /** Its value's bytes. */
  public Optional<byte[]> value() {
    return Optional.ofNullable(value);
  }

  /** Its headers. */
  public Map<String, byte[]> headers() {
    return headers;
  }

  /** How often it was handed out, from 1. */
  public int deliveryCount() {
    return deliveryCount;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TaskRecord record && record.place.equals(place);
  }

  @Override
  public int hashCode() {
    return place.hashCode();
  }

  @Override
  public String toString() {
    return place.topic() + "-" + place.partition() + "@" + place.offset();
  }
}
