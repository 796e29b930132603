package dev.baton.agent.content;

/**
 * Bounds on content.
 *
 * @param inlineBytes text of a result with more UTF-8 bytes is left in the store, where there is
 *     one; 1 to {@value #MAX_INLINE_BYTES}
 * @param sliceBytes what a task may fetch of its slice in all
 */
public record ContentLimits(int inlineBytes, long sliceBytes) {

  /** More text of one result never travels: the orchestrator takes 250 000 characters in all. */
  public static final int MAX_INLINE_BYTES = 240 * 1024;

  /** What applies where nothing is configured; leaves room for fields and quotes. */
  public static final ContentLimits DEFAULT = new ContentLimits(192 * 1024, 16L << 20);

  /** Checks the bounds. */
  public ContentLimits {
    if (inlineBytes < 1 || inlineBytes > MAX_INLINE_BYTES) {
      throw new IllegalArgumentException(
          "baton.content.inline-bytes: %d (expected: 1 to %d)"
              .formatted(inlineBytes, MAX_INLINE_BYTES));
    }
    if (sliceBytes < 1) {
      throw new IllegalArgumentException(
          "baton.content.slice-bytes: %d (expected: >= 1)".formatted(sliceBytes));
    }
  }
}
