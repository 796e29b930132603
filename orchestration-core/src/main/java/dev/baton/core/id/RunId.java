package dev.baton.core.id;

import java.util.UUID;

/**
 * Names one run. Two deliveries of one request have the same run id, so they are the same run.
 *
 * @param value a version 5 UUID made by {@link RunIds}
 */
public record RunId(UUID value) implements Comparable<RunId> {
  private static final int TEXT_LENGTH = 36;

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException if the text is not a UUID of 36 characters
   */
  public static RunId parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      throw new IllegalArgumentException("runId: \"" + abbreviate(text) + "\" (expected: a UUID)");
    }
    try {
      return new RunId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("runId: \"" + text + "\" (expected: a UUID)", e);
    }
  }

  private static String abbreviate(String text) {
    return text.length() <= TEXT_LENGTH ? text : text.substring(0, TEXT_LENGTH) + "…";
  }

  /** Orders by the text form, which is also the order of the keys in the state store. */
  @Override
  public int compareTo(RunId other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
