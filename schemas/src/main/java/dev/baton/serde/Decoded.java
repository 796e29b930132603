package dev.baton.serde;

/** What came out of decoding one value. */
public sealed interface Decoded<T> {

  /** The record. */
  record Valid<T>(T value) implements Decoded<T> {}

  /**
   * A value that will never decode: it belongs to the dead letters.
   *
   * @param cause a stable name: {@code undecodable}, {@code unknown-schema} or {@code wrong-type}
   * @param message what is wrong and what was expected
   */
  record Poison<T>(String cause, String message) implements Decoded<T> {}
}
