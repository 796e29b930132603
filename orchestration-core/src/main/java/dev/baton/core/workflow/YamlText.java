package dev.baton.core.workflow;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The text of a definition, to tell where a character of a value stands in it: quotes, escapes,
 * indentation and folded lines lie between the two. Immutable.
 */
final class YamlText {
  private final int[] text;

  YamlText(String text) {
    this.text = text.codePoints().toArray();
  }

  /**
   * Where a character of a value stands.
   *
   * @param offset which, in code points from 0; one past the last is where the value ends
   * @return the value's own place where that cannot be told
   */
  Position position(ScalarNode node, int offset) {
    return node.getStartMark()
        .map(start -> new Walk(node, start.getIndex()).to(offset))
        .map(index -> index < 0 ? Position.of(node) : lineAndColumn(index))
        .orElse(Position.START);
  }

  private Position lineAndColumn(int index) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < index; i++) {
      if (text[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new Position(line, index - start + 1);
  }

  /** Goes through value and text side by side; blanks may differ, anything else may not. */
  private final class Walk {
    private final int[] value;
    private final ScalarStyle style;
    private int at;

    Walk(ScalarNode node, int start) {
      this.value = node.getValue().codePoints().toArray();
      this.style = node.getScalarStyle();
      this.at = start;
      skipProperties();
      skipOpening();
    }

    /** The index in the text, or -1 where the two part ways. */
    int to(int offset) {
      int end = at;
      for (int i = 0; i < value.length; i++) {
        if (!Character.isWhitespace(value[i])) {
          skipBlanks();
          if (i == offset) {
            return at;
          }
          if (!take(value[i])) {
            return -1;
          }
          end = at;
        } else if (i == offset) {
          return at;
        }
      }
      return end;
    }

    private void skipProperties() {
      while (at < text.length && (text[at] == '&' || text[at] == '!')) {
        while (at < text.length && !Character.isWhitespace(text[at])) {
          at++;
        }
        skipBlanks();
      }
    }

    private void skipOpening() {
      if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
        while (at < text.length && text[at] != '\n') {
          at++;
        }
      } else if (style != ScalarStyle.PLAIN) {
        at++;
      }
    }

    private void skipBlanks() {
      while (at < text.length && (Character.isWhitespace(text[at]) || isEscapedBlank())) {
        at += Character.isWhitespace(text[at]) ? 1 : 2;
      }
    }

    private boolean isEscapedBlank() {
      return style == ScalarStyle.DOUBLE_QUOTED
          && text[at] == '\\'
          && at + 1 < text.length
          && " \nntr".indexOf(text[at + 1]) >= 0;
    }

    private boolean take(int character) {
      if (at >= text.length) {
        return false;
      }
      if (style == ScalarStyle.DOUBLE_QUOTED && text[at] == '\\') {
        at += escapeLength();
        return at <= text.length;
      }
      if (text[at] != character) {
        return false;
      }
      at += style == ScalarStyle.SINGLE_QUOTED && character == '\'' ? 2 : 1;
      return true;
    }

    private int escapeLength() {
      int letter = at + 1 < text.length ? text[at + 1] : 0;
      return switch (letter) {
        case 'x' -> 4;
        case 'u' -> 6;
        case 'U' -> 10;
        default -> 2;
      };
    }
  }
}
