package dev.baton.routing.classifier;

/**
 * An example: a text and what it belongs to.
 *
 * @param text with at least one character that is not blank
 * @param label for example {@code agent:coder}; any text that is not blank
 */
public record LabelledText(String text, String label) {

  /** Checks that there is something to learn from. */
  public LabelledText {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "text of label '%s': empty (expected: an example)".formatted(label));
    }
    if (label.isBlank()) {
      throw new IllegalArgumentException("label: empty (expected: what the text belongs to)");
    }
  }
}
