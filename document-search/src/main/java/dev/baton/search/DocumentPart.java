package dev.baton.search;

import java.util.List;

/**
 * What of a file has lines of its own and can be cited: the file itself, or a page of it.
 *
 * @param source how it is cited: the file's path, with a fragment where it is a part
 * @param lines of text, the first is line 1
 * @param blocks what becomes passages, in the order of their lines
 */
record DocumentPart(String source, List<String> lines, List<Block> blocks) {

  DocumentPart {
    lines = List.copyOf(lines);
    blocks = List.copyOf(blocks);
  }

  /** What it takes of memory, about. */
  long chars() {
    return lines.stream().mapToLong(String::length).sum();
  }
}
