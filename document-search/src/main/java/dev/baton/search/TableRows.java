package dev.baton.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the rows of Markdown tables. */
final class TableRows {

  private static final Pattern DELIMITER =
      Pattern.compile("^\\|?\\s*:?-+:?\\s*(?:\\|\\s*:?-+:?\\s*)*\\|?$");

  private TableRows() {}

  static boolean isRow(String line) {
    return line.indexOf('|') >= 0;
  }

  /** Whether the line is the rule between a table's column titles and its rows. */
  static boolean isDelimiter(String line) {
    String stripped = line.strip();
    return stripped.indexOf('|') >= 0 && DELIMITER.matcher(stripped).matches();
  }

  /**
   * The cells, still with their inline markup. A bar in code or after a backslash divides nothing.
   */
  static List<String> cells(String row) {
    String line = row.strip();
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean code = false;
    for (int i = line.startsWith("|") ? 1 : 0; i < line.length(); i++) {
      char character = line.charAt(i);
      if (character == '\\' && i + 1 < line.length() && line.charAt(i + 1) == '|') {
        cell.append('|');
        i++;
      } else if (character == '|' && !code) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        code ^= character == '`';
        cell.append(character);
      }
    }
    if (!cell.isEmpty()) {
      cells.add(cell.toString().strip());
    }
    return List.copyOf(cells);
  }
}
