package dev.baton.agent.model;

/**
 * One numbered passage that a model may quote.
 *
 * @param number the number under which the text names it, from 1
 * @param source path of the file inside its collection
 * @param lineStart first line, from 1
 * @param lineEnd last line, at least lineStart
 * @param text the passage
 */
public record Source(int number, String source, int lineStart, int lineEnd, String text) {

  /** Checks the number and the lines. */
  public Source {
    if (number < 1 || lineStart < 1 || lineEnd < lineStart || source.isBlank()) {
      throw new IllegalArgumentException(
          "source: [%d] '%s':%d-%d (expected: number >= 1, a path, 1 <= lineStart <= lineEnd)"
              .formatted(number, source, lineStart, lineEnd));
    }
  }
}
