package dev.baton.search;

import java.util.List;

/**
 * A part of a file that becomes one passage or, where it is long, several.
 *
 * @param headings what stands above it, outermost first
 */
record Block(PassageKind kind, LineRange range, List<String> headings) {

  Block {
    headings = List.copyOf(headings);
  }
}
