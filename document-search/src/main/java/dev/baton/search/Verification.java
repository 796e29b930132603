package dev.baton.search;

/** Whether a quote stands where a citation says. */
public sealed interface Verification {

  /** The quote stands inside the lines that were named. */
  record Found() implements Verification {}

  /**
   * The quote stands in the file, elsewhere.
   *
   * @param lineStart its first line, from 1
   * @param lineEnd its last line
   */
  record Moved(int lineStart, int lineEnd) implements Verification {}

  /**
   * The quote does not stand in the file, or there is no such file.
   *
   * @param reason why, in plain words
   */
  record NotFound(String reason) implements Verification {}
}
