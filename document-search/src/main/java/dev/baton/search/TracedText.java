package dev.baton.search;

import java.util.Arrays;

/** Text made from other text, each character knowing its place there. */
final class TracedText {

  private final String text;
  private final int[] origins;

  TracedText(String text, int[] origins) {
    if (text.length() != origins.length) {
      throw new IllegalArgumentException(
          "origins: " + origins.length + " (expected: " + text.length() + ")");
    }
    this.text = text;
    this.origins = origins.clone();
  }

  String text() {
    return text;
  }

  int origin(int at) {
    return origins[at];
  }

  /** The same text with each stretch of white space made one space, and none at the ends. */
  TracedText collapsed() {
    StringBuilder collapsed = new StringBuilder();
    int[] places = new int[text.length()];
    boolean pending = false;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (Character.isWhitespace(character) || character == '\u00A0') {
        pending = !collapsed.isEmpty();
        continue;
      }
      if (pending) {
        places[collapsed.length()] = origins[i - 1];
        collapsed.append(' ');
        pending = false;
      }
      places[collapsed.length()] = origins[i];
      collapsed.append(character);
    }
    return new TracedText(collapsed.toString(), Arrays.copyOf(places, collapsed.length()));
  }
}
