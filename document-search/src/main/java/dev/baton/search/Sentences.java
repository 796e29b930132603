package dev.baton.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Splits documents into sentences that know their lines. Without state. */
public final class Sentences {

  private Sentences() {}

  /** Words of a Markdown document without line and inline markup, on one line. */
  public static String plain(String quote) {
    JoinedLines joined = JoinedLines.of(quote.lines().toList(), 1, LineMarkup::strip);
    return InlineMarkup.strip(joined.text(), true).collapsed().text();
  }

  /** The sentences of a passage, in order. Code has none; a table row is one sentence. */
  public static List<Sentence> of(Passage passage) {
    List<String> lines = passage.text().lines().toList();
    return of(passage.kind(), lines, passage.lineStart());
  }

  /**
   * The sentences of a Markdown document, in order, without headings and code.
   *
   * @param lines the whole document; the first is line 1
   */
  public static List<Sentence> ofMarkdown(List<String> lines) {
    return MarkdownBlocks.parse(lines, false).stream()
        .flatMap(block ->
            of(
                block.kind(),
                lines.subList(block.range().start() - 1, block.range().end()),
                block.range().start())
                .stream())
        .toList();
  }

  private static List<Sentence> of(PassageKind kind, List<String> lines, int firstLine) {
    return switch (kind) {
      case PROSE -> prose(lines, firstLine);
      case TABLE_ROW -> tableRow(lines, firstLine);
      case CODE -> List.of();
    };
  }

  private static List<Sentence> prose(List<String> lines, int firstLine) {
    JoinedLines joined = JoinedLines.of(lines, firstLine, LineMarkup::strip);
    TracedText clean = InlineMarkup.strip(joined.text(), true).collapsed();
    List<Sentence> sentences = new ArrayList<>();
    for (SentenceSplitter.Span span : SentenceSplitter.split(clean.text())) {
      int from = clean.origin(span.from());
      int to = clean.origin(span.to() - 1);
      sentences.add(
          new Sentence(
              clean.text().substring(span.from(), span.to()),
              collapse(joined.text().substring(from, to + 1)),
              joined.lineOf(from),
              joined.lineOf(to)));
    }
    return sentences;
  }

  private static List<Sentence> tableRow(List<String> lines, int firstLine) {
    String row = String.join(" ", lines);
    List<String> cells =
        TableRows.cells(row).stream()
            .map(cell -> InlineMarkup.strip(cell, true).collapsed().text())
            .filter(cell -> !cell.isEmpty())
            .toList();
    if (cells.isEmpty()) {
      return List.of();
    }
    String rest = cells.stream().skip(1).collect(Collectors.joining("; "));
    String text = rest.isEmpty() ? cells.getFirst() : cells.getFirst() + ": " + rest;
    int last = firstLine + lines.size() - 1;
    return List.of(new Sentence(text, collapse(row), firstLine, last));
  }

  private static String collapse(String text) {
    return Arrays.stream(text.strip().split("\\s+", -1)).collect(Collectors.joining(" "));
  }
}
