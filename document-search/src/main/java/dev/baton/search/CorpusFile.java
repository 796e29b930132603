package dev.baton.search;

import java.time.Instant;

/**
 * One searchable file as the folder's listing shows it.
 *
 * @param path path inside the corpus, with forward slashes
 * @param bytes its length
 * @param modified when it was last written
 */
public record CorpusFile(String path, long bytes, Instant modified) {}
