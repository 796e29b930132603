package dev.baton.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Divides source code at blank lines, preferably between declarations. Knows braces and
 * indentation, no language: a brace in a string may move a border by some lines, which costs
 * nothing but neatness.
 */
final class CodeBlocks {

  /** Shorter pieces are joined with what follows. */
  private static final int MIN_LINES = 6;

  private static final int MAX_LINES = 40;

  /** Blank lines deeper than the members of a type divide only what has grown long. */
  private static final int MEMBER_DEPTH = 1;

  private static final int LONG_LINES = 25;

  private static final Pattern DECLARATION =
      Pattern.compile(
          "(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed|export|default|pub|data|open) )*"
              + "(?:class|interface|enum|record|def|async def|func|fn|impl|module|namespace)\\b.*");

  private final List<String> lines;
  private final List<Block> blocks = new ArrayList<>();
  private Optional<String> declaration = Optional.empty();
  private Optional<String> declarationAtStart = Optional.empty();
  private int start;
  private int depth;

  private CodeBlocks(List<String> lines) {
    this.lines = lines;
  }

  static List<Block> parse(List<String> lines) {
    CodeBlocks parser = new CodeBlocks(lines);
    for (int i = 0; i < lines.size(); i++) {
      parser.take(i);
    }
    parser.close(lines.size());
    return parser.blocks;
  }

  private void take(int at) {
    String line = lines.get(at);
    int length = at - start;
    boolean border =
        line.isBlank() && length >= MIN_LINES && (depth <= MEMBER_DEPTH || length >= LONG_LINES);
    if (border || length >= MAX_LINES) {
      close(at);
    }
    boolean outermost = !line.isEmpty() && !Character.isWhitespace(line.charAt(0));
    if (outermost && (line.stripTrailing().endsWith("{") || DECLARATION.matcher(line).matches())) {
      declaration = Optional.of(line.strip());
    }
    depth = Math.max(0, depth + count(line, '{') - count(line, '}'));
  }

  private void close(int end) {
    int first = start;
    int last = end;
    while (first < last && lines.get(first).isBlank()) {
      first++;
    }
    while (last > first && lines.get(last - 1).isBlank()) {
      last--;
    }
    if (first < last) {
      List<String> above = declarationAtStart.stream().toList();
      blocks.add(new Block(PassageKind.CODE, new LineRange(first + 1, last), above));
    }
    start = end;
    declarationAtStart = declaration;
  }

  private static int count(String line, char character) {
    return (int) line.chars().filter(c -> c == character).count();
  }
}
