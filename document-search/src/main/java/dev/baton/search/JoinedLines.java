package dev.baton.search;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lines put into one text, which can tell the line of each character. */
final class JoinedLines {

  private final String text;
  private final int[] starts;
  private final int firstLine;

  private JoinedLines(String text, int[] starts, int firstLine) {
    this.text = text;
    this.starts = starts;
    this.firstLine = firstLine;
  }

  /**
   * @param firstLine the number of the first of the lines
   * @param form what becomes of each line
   */
  static JoinedLines of(List<String> lines, int firstLine, UnaryOperator<String> form) {
    StringBuilder text = new StringBuilder();
    int[] starts = new int[lines.size()];
    for (int i = 0; i < lines.size(); i++) {
      starts[i] = text.length();
      text.append(form.apply(lines.get(i))).append('\n');
    }
    return new JoinedLines(text.toString(), starts, firstLine);
  }

  String text() {
    return text;
  }

  TracedText traced() {
    int[] origins = new int[text.length()];
    Arrays.setAll(origins, i -> i);
    return new TracedText(text, origins);
  }

  /** The number of the line that the character of the text stands in. */
  int lineOf(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return firstLine + (found >= 0 ? found : -found - 2);
  }
}
