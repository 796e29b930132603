package dev.baton.search;

import java.util.List;

/** What an index was built from. */
record IndexContents(String digest, int passages, List<SkippedFile> skipped) {

  IndexContents {
    skipped = List.copyOf(skipped);
  }
}
