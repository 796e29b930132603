package dev.baton.cli.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values as RFC 4180 has them: quotes are doubled inside quotes. */
final class Csv {

  private final String text;
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

  private Csv(String text) {
    this.text = text;
  }

  /**
   * All rows but empty lines.
   *
   * @throws IllegalArgumentException if a quoted cell does not end
   */
  static List<Row> parse(String text) {
    Csv csv = new Csv(text.startsWith("\uFEFF") ? text.substring(1) : text);
    csv.parse();
    return csv.rows;
  }

  private void parse() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' && cell.isEmpty()) {
        at = quoted(at + 1);
      } else if (c == ',') {
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
