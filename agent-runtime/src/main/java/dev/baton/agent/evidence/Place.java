package dev.baton.agent.evidence;

import dev.baton.schemas.Citation;

/**
 * Lines of one file of a document collection.
 *
 * @param corpus name of the collection
 * @param source path of the file inside the collection
 * @param lineStart first line, from 1
 * @param lineEnd last line
 */
public record Place(String corpus, String source, int lineStart, int lineEnd) {

  /** The place that a citation names. */
  public static Place of(Citation citation) {
    return new Place(
        citation.getCorpus(), citation.getSource(), citation.getLineStart(), citation.getLineEnd());
  }

  @Override
  public String toString() {
    return lineStart == lineEnd
        ? source + ":" + lineStart
        : source + ":" + lineStart + "-" + lineEnd;
  }
}
