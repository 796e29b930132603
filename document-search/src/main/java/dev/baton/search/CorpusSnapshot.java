package dev.baton.search;

import java.util.List;

/**
 * What a corpus consisted of at one moment.
 *
 * @param files the searchable files, ordered by path
 * @param skipped the files that were left out and why, ordered by path
 * @param digest SHA-256 over the paths, sizes and modification times, lower-case hexadecimal: equal
 *     digests mean that nothing has changed
 */
public record CorpusSnapshot(List<CorpusFile> files, List<SkippedFile> skipped, String digest) {

  public CorpusSnapshot {
    files = List.copyOf(files);
    skipped = List.copyOf(skipped);
  }
}
