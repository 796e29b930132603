package dev.baton.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Divides prose into paragraphs, list items, table rows and code, each with the headings above it.
 * Written for Markdown; the headings and rules of AsciiDoc and reStructuredText are understood as
 * far as they matter here.
 */
final class MarkdownBlocks {

  private static final Pattern ATX = Pattern.compile("^ {0,3}(#{1,6})\\s+(.*?)(?:\\s+#+)?\\s*$");
  private static final Pattern ASCIIDOC = Pattern.compile("^(={1,6})\\s+(\\S.*)$");
  private static final Pattern UNDERLINE = Pattern.compile("^([=~^\"-])\\1{2,}\\s*$");
  private static final Pattern RULE = Pattern.compile("^ {0,3}([-*_])(?:\\s*\\1){2,}\\s*$");
  private static final Pattern FENCE = Pattern.compile("^\\s*(`{3,}|~{3,})[^`]*$");
  private static final Pattern ASCIIDOC_FENCE = Pattern.compile("^(-{4,}|\\.{4,})\\s*$");
  private static final Pattern INDENTED = Pattern.compile("^(?: {4}|\\t).*");

  private enum Open {
    NOTHING,
    PARAGRAPH,
    LIST_ITEM,
    CODE
  }

  private final List<String> lines;
  private final boolean asciiDoc;
  private final Headings headings = new Headings();
  private final List<Block> blocks = new ArrayList<>();
  private Open open = Open.NOTHING;
  private int openedAt;
  private boolean inList;

  private MarkdownBlocks(List<String> lines, boolean asciiDoc) {
    this.lines = lines;
    this.asciiDoc = asciiDoc;
  }

  static List<Block> parse(List<String> lines, boolean asciiDoc) {
    MarkdownBlocks parser = new MarkdownBlocks(lines, asciiDoc);
    int at = parser.afterFrontMatter();
    while (at < lines.size()) {
      at = parser.next(at);
    }
    parser.close(lines.size());
    return parser.blocks;
  }

  /** The line without quote marks. */
  private String line(int at) {
    return LineMarkup.withoutQuote(lines.get(at));
  }

  private int afterFrontMatter() {
    if (lines.isEmpty() || !lines.getFirst().strip().equals("---")) {
      return 0;
    }
    for (int i = 1; i < lines.size() && !lines.get(i).isBlank(); i++) {
      if (lines.get(i).strip().equals("---")) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Takes the line in and returns the next one to look at. */
  private int next(int at) {
    String line = line(at);
    if (line.isBlank()) {
      close(at);
      return at + 1;
    }
    if (isFence(line)) {
      return fence(at);
    }
    if (line.stripLeading().startsWith("<!--")) {
      return comment(at);
    }
    if (heading(at)) {
      return at + 1;
    }
    if (open == Open.PARAGRAPH && isUnderline(at)) {
      return underlined(at);
    }
    if (RULE.matcher(line).matches()) {
      close(at);
      return at + 1;
    }
    if (open != Open.CODE && startsTable(at)) {
      return table(at);
    }
    text(at);
    return at + 1;
  }

  private void text(int at) {
    String line = line(at);
    boolean listItem = LineMarkup.isListItem(line);
    if (open == Open.CODE && INDENTED.matcher(line).matches()) {
      return;
    }
    if (open == Open.NOTHING || open == Open.CODE || listItem) {
      boolean code = !listItem && !inList && INDENTED.matcher(line).matches();
      boolean continuesList = inList && Character.isWhitespace(line.charAt(0));
      close(at);
      inList = listItem || continuesList;
      start(at, code ? Open.CODE : inList ? Open.LIST_ITEM : Open.PARAGRAPH);
    }
  }

  private void start(int at, Open what) {
    open = what;
    openedAt = at;
  }

  private void close(int end) {
    Open closing = open;
    open = Open.NOTHING;
    switch (closing) {
      case NOTHING -> {}
      case CODE -> add(PassageKind.CODE, openedAt, end, headings.above());
      case PARAGRAPH -> {
        add(PassageKind.PROSE, openedAt, end, headings.above());
        headings.introduce(line(end - 1), false);
        inList = false;
      }
      case LIST_ITEM -> {
        add(PassageKind.PROSE, openedAt, end, headings.aboveListItem());
        headings.introduce(LineMarkup.strip(line(end - 1)), true);
      }
    }
  }

  /** Lines are counted from 0 here, the end being exclusive; blocks count them from 1. */
  private void add(PassageKind kind, int from, int end, List<String> above) {
    blocks.add(new Block(kind, new LineRange(from + 1, end), above));
  }

  private boolean isFence(String line) {
    return FENCE.matcher(line).matches() || (asciiDoc && ASCIIDOC_FENCE.matcher(line).matches());
  }

  private int fence(int at) {
    close(at);
    String mark = line(at).strip();
    int length = 1;
    while (length < mark.length() && mark.charAt(length) == mark.charAt(0)) {
      length++;
    }
    String fence = mark.substring(0, length);
    int end = at + 1;
    while (end < lines.size() && !closes(line(end).strip(), fence)) {
      end++;
    }
    if (end > at + 1) {
      add(PassageKind.CODE, at + 1, end, headings.aboveListItem());
    }
    return end + 1;
  }

  private static boolean closes(String line, String fence) {
    return line.startsWith(fence) && line.chars().allMatch(c -> c == fence.charAt(0));
  }

  private int comment(int at) {
    close(at);
    int end = at;
    while (end < lines.size() && !line(end).contains("-->")) {
      end++;
    }
    return end + 1;
  }

  private boolean heading(int at) {
    Matcher heading = ATX.matcher(line(at));
    if (!heading.matches()) {
      heading = ASCIIDOC.matcher(line(at));
      if (!heading.matches()) {
        return false;
      }
    }
    close(at);
    inList = false;
    headings.enter(heading.group(1).length(), heading.group(2));
    return true;
  }

  private boolean isUnderline(int at) {
    return at - openedAt == 1 && UNDERLINE.matcher(line(at)).matches();
  }

  private int underlined(int at) {
    open = Open.NOTHING;
    headings.enter(line(at).charAt(0) == '=' ? 1 : 2, line(at - 1));
    return at + 1;
  }

  private boolean startsTable(int at) {
    return at + 1 < lines.size()
        && TableRows.isRow(line(at))
        && TableRows.isDelimiter(line(at + 1));
  }

  private int table(int at) {
    close(at);
    List<String> above = headings.aboveTableRow(TableRows.cells(line(at)));
    int row = at + 2;
    while (row < lines.size() && TableRows.isRow(line(row))) {
      add(PassageKind.TABLE_ROW, row, row + 1, above);
      row++;
    }
    return row;
  }
}
