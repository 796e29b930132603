package dev.baton.search;

import java.util.List;

/**
 * A piece of a file that a search has found.
 *
 * @param corpus name of the corpus
 * @param source path inside the corpus, with forward slashes
 * @param lineStart first line, from 1
 * @param lineEnd last line
 * @param kind what it is made of
 * @param text the lines as they stand in the file, joined by line feeds; a very long line is cut
 * @param headings what stands above it, outermost first: headings, then the line that introduces a
 *     list or the column titles of a table; for code the enclosing declaration
 * @param score how well it fits the query: positive, comparable within one search only
 * @param digest SHA-256 of the text, lower-case hexadecimal
 */
public record Passage(
    String corpus,
    String source,
    int lineStart,
    int lineEnd,
    PassageKind kind,
    String text,
    List<String> headings,
    double score,
    String digest) {

  public Passage {
    headings = List.copyOf(headings);
  }
}
