package dev.baton.search;

import java.util.ArrayList;
import java.util.List;

/** Divides plain text at its empty lines. */
final class Paragraphs {

  private Paragraphs() {}

  static List<Block> of(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    int start = 0;
    for (int at = 0; at <= lines.size(); at++) {
      if (at == lines.size() || lines.get(at).isBlank()) {
        if (at > start) {
          blocks.add(new Block(PassageKind.PROSE, new LineRange(start + 1, at), List.of()));
        }
        start = at + 1;
      }
    }
    return blocks;
  }
}
