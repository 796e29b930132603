package dev.baton.search;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a page while it is read: by the lines on which it stands in the file, and by its
 * blocks.
 */
final class HtmlText {

  /** Nobody finds a sentence in a line longer than this. */
  private static final int MAX_LINE_CHARS = 2_000;

  /** Of a hundred blocks this many may begin on the line on which another one ends. */
  private static final int MAX_SHARED_PERCENT = 10;

  /** A block with its text, and the lines that it has in the file. */
  private static final class Piece {
    private final PassageKind kind;
    private final List<String> headings;
    private final StringBuilder text = new StringBuilder();
    private int first;
    private int last;

    Piece(PassageKind kind, List<String> headings) {
      this.kind = kind;
      this.headings = headings;
    }

    boolean isBlank() {
      return first == 0;
    }
  }

  private final List<StringBuilder> lines = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private Piece open = new Piece(PassageKind.PROSE, List.of());

  /** From here on text belongs to another block. */
  void begin(PassageKind kind, List<String> headings) {
    end();
    open = new Piece(kind, headings);
  }

  /** The text of the block that is open. */
  String openText() {
    return open.text.toString().strip();
  }

  /** Ends the open block, if it has any text. */
  void end() {
    if (!open.isBlank()) {
      pieces.add(open);
    }
    open = new Piece(PassageKind.PROSE, List.of());
  }

  /** Forgets the open block, for example because it is a heading; its text stays on its line. */
  void drop() {
    open = new Piece(PassageKind.PROSE, List.of());
  }

  /**
   * Takes text in.
   *
   * @param line on which it begins in the file, from 1
   */
  void add(String text, int line) {
    int at = line;
    for (String part : text.split("\n", -1)) {
      if (at > line) {
        open.text.append('\n');
      }
      open.text.append(part);
      StringBuilder whole = line(at);
      if (part.isBlank()) {
        whole.append(part.isEmpty() ? "" : " ");
      } else {
        whole.append(part);
        open.first = open.first == 0 ? at : open.first;
        open.last = at;
      }
      at++;
    }
  }

  /** Keeps what follows apart from what stands before it on the same line. */
  void space(int line) {
    open.text.append(' ');
    line(line).append(' ');
  }

  private StringBuilder line(int number) {
    while (lines.size() < number) {
      lines.add(new StringBuilder());
    }
    return lines.get(number - 1);
  }

  /** The page as it can be cited. */
  DocumentPart part(String path) {
    end();
    return hasUsableLines() ? byLines(path) : byBlocks(path);
  }

  private boolean hasUsableLines() {
    if (lines.stream().anyMatch(line -> line.length() > MAX_LINE_CHARS)) {
      return false;
    }
    int shared = 0;
    for (int i = 1; i < pieces.size(); i++) {
      shared += pieces.get(i).first <= pieces.get(i - 1).last ? 1 : 0;
    }
    return shared * 100 <= pieces.size() * MAX_SHARED_PERCENT;
  }

  private DocumentPart byLines(String path) {
    List<Block> blocks = new ArrayList<>();
    for (Piece piece : pieces) {
      Block block = new Block(piece.kind, new LineRange(piece.first, piece.last), piece.headings);
      if (!blocks.isEmpty() && blocks.getLast().range().end() >= piece.first) {
        blocks.add(joined(blocks.removeLast(), block));
      } else {
        blocks.add(block);
      }
    }
    return new DocumentPart(
        path, lines.stream().map(line -> line.toString().stripTrailing()).toList(), blocks);
  }

  private static Block joined(Block first, Block second) {
    int end = Math.max(first.range().end(), second.range().end());
    int start = Math.min(first.range().start(), second.range().start());
    return new Block(first.kind(), new LineRange(start, end), first.headings());
  }

  private DocumentPart byBlocks(String path) {
    List<String> texts = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    for (Piece piece : pieces) {
      int start = texts.size() + 1;
      if (piece.kind == PassageKind.CODE) {
        texts.addAll(piece.text.toString().stripTrailing().lines().toList());
      } else {
        texts.add(piece.text.toString().strip().replaceAll("\\s+", " "));
      }
      blocks.add(new Block(piece.kind, new LineRange(start, texts.size()), piece.headings));
    }
    return new DocumentPart(path + SourceName.BLOCKS, texts, blocks);
  }
}
