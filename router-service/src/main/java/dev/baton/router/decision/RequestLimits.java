package dev.baton.router.decision;

/**
 * Bounds on one request.
 *
 * @param maxRecordBytes longest record
 */
public record RequestLimits(int maxRecordBytes) {

  /** Longest goal in characters. */
  public static final int MAX_GOAL_CHARS = 65_536;

  /** Most entries of inputs. */
  public static final int MAX_INPUTS = 64;

  /** Longest input in characters. */
  public static final int MAX_INPUT_CHARS = 65_536;

  /** Most entries of correlation. */
  public static final int MAX_CORRELATION = 32;

  /** Longest correlation entry in characters. */
  public static final int MAX_CORRELATION_CHARS = 1_024;

  /** Longest name of an input or a correlation entry in characters. */
  public static final int MAX_NAME_CHARS = 128;

  /** Longest idempotency key, hint or conversation id in characters. */
  public static final int MAX_ID_CHARS = 256;

  /** Most turns of the conversation before. */
  public static final int MAX_HISTORY = 200;

  /** Smallest useful bound on a record. */
  private static final int MIN_RECORD_BYTES = 1_024;

  /** Largest record that still leaves room for the workflow and the cards in the event. */
  private static final int LARGEST_RECORD_BYTES = 512 * 1_024;

  /** Checks the bound. */
  public RequestLimits {
    if (maxRecordBytes < MIN_RECORD_BYTES || maxRecordBytes > LARGEST_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "max-request-bytes: %d (expected: %d to %d)"
              .formatted(maxRecordBytes, MIN_RECORD_BYTES, LARGEST_RECORD_BYTES));
    }
  }
}
