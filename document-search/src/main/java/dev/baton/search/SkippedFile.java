package dev.baton.search;

/**
 * A file that looked searchable and was left out.
 *
 * @param path path inside the corpus, with forward slashes
 * @param reason why, in plain words
 */
public record SkippedFile(String path, String reason) {}
