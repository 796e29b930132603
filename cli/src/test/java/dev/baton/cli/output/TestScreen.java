package dev.baton.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Understands as much of a terminal as the display uses, and refuses the rest. */
final class TestScreen {

  private final int columns;
  private final List<StringBuilder> lines = new ArrayList<>();
  private int row;
  private int column;

  TestScreen(int columns) {
    this.columns = columns;
    lines.add(new StringBuilder());
  }

  void write(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\u001b') {
        int end = i + 2;
        while (!Character.isLetter(text.charAt(end))) {
          end++;
        }
        escape(text.substring(i + 2, end), text.charAt(end));
        i = end;
      } else {
        put(c);
      }
    }
  }

  List<String> lines() {
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  private void put(char c) {
    switch (c) {
      case '\n' -> {
        row++;
        column = 0;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      }
      case '\r' -> column = 0;
      default -> {
        if (column >= columns) {
          throw new AssertionError("line " + row + " wraps (expected: at most " + columns + ")");
        }
        StringBuilder line = lines.get(row);
        while (line.length() <= column) {
          line.append(' ');
        }
        line.setCharAt(column, c);
        column++;
      }
    }
  }

  private void escape(String argument, char command) {
    switch (command) {
      case 'A' -> row = Math.max(0, row - Integer.parseInt(argument));
      case 'K' -> lines.get(row).setLength(Math.min(lines.get(row).length(), column));
      case 'J' -> {
        lines.get(row).setLength(Math.min(lines.get(row).length(), column));
        for (int below = row + 1; below < lines.size(); below++) {
          lines.get(below).setLength(0);
        }
      }
      default -> throw new AssertionError("escape sequence: " + argument + command);
    }
  }
}
