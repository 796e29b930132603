package dev.baton.search;

/**
 * One sentence of a document, fit to be said and to be cited.
 *
 * @param text the sentence as plain text; back-ticks of inline code stay
 * @param quote the same as it stands in the source, white space collapsed
 * @param lineStart its first line in the file, from 1
 * @param lineEnd its last line
 */
public record Sentence(String text, String quote, int lineStart, int lineEnd) {}
