package dev.baton.cli.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Values separated by commas as RFC 4180 has them, or by semicolons or tabs: quotes are doubled
 * inside quotes.
 */
final class Csv {

  private static final String SEPARATORS = "\t;,";

  private final String text;
  private final char separator;
  private final List<Row> rows = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private List<String> cells = new ArrayList<>();
  private int line = 1;
  private int rowStart = 1;

  /**
   * One row.
   *
   * @param line where it begins, from 1
   */
  record Row(int line, List<String> cells) {

    /** Copies the list. */
    Row {
      cells = List.copyOf(cells);
    }
  }

  private Csv(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  /**
   * All rows but empty lines. What separates them is the tab, semicolon or comma of the first line.
   *
   * @throws IllegalArgumentException if a quoted cell does not end
   */
  static List<Row> parse(String text) {
    String first = text.lines().findFirst().orElse("");
    char separator =
        (char) SEPARATORS.chars().filter(c -> first.indexOf(c) >= 0).findFirst().orElse(',');
    Csv csv = new Csv(text, separator);
    csv.parse();
    return csv.rows;
  }

  private void parse() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' && cell.isEmpty()) {
        at = quoted(at + 1);
      } else if (c == separator) {
        endCell();
        at++;
      } else if (c == '\n') {
        endRow();
        at++;
      } else {
        if (c != '\r') {
          cell.append(c);
        }
        at++;
      }
    }
    endRow();
  }

  /** Reads up to the closing quote; returns the place behind it. */
  private int quoted(int from) {
    int start = line;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '"') {
        line += c == '\n' ? 1 : 0;
        cell.append(c);
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        cell.append(c);
        at++;
      } else {
        return at + 1;
      }
    }
    throw new IllegalArgumentException(
        "line %d: a quoted cell has no end (expected: a closing quote)".formatted(start));
  }

  private void endCell() {
    cells.add(cell.toString());
    cell.setLength(0);
  }

  private void endRow() {
    endCell();
    if (cells.size() > 1 || !cells.getFirst().isBlank()) {
      rows.add(new Row(rowStart, cells));
    }
    cells = new ArrayList<>();
    line++;
    rowStart = line;
  }
}
