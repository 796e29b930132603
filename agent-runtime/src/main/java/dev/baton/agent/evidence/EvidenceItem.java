package dev.baton.agent.evidence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.baton.schemas.Citation;
import java.util.List;

/**
 * One sentence of a document that bears on a facet of a question. Untrusted text. Immutable.
 *
 * @param corpus name of the document collection
 * @param source path of the file inside the collection, with forward slashes
 * @param lineStart first line, from 1
 * @param lineEnd last line, at least lineStart
 * @param text the sentence as plain text
 * @param quote the same words as they stand in the file
 * @param headings what stands above it, outermost first; empty where nothing does
 * @param score how well it fits beside the other items of its facet, 0 to 1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EvidenceItem(
    String corpus,
    String source,
    int lineStart,
    int lineEnd,
    String text,
    String quote,
    List<String> headings,
    double score) {

  /**
   * Copies the headings.
   *
   * @throws IllegalArgumentException if a text is missing or a number is out of its bounds
   */
  public EvidenceItem {
    headings = headings == null ? List.of() : List.copyOf(headings);
    present("corpus", corpus);
    present("source", source);
    present("text", text);
    present("quote", quote);
    if (lineStart < 1 || lineEnd < lineStart) {
      throw new IllegalArgumentException(
          "evidence lines: %d-%d (expected: 1 <= lineStart <= lineEnd)"
              .formatted(lineStart, lineEnd));
    }
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("evidence score: %s (expected: 0 to 1)".formatted(score));
    }
  }

  /** The same words at other lines, where they have moved. */
  public EvidenceItem at(int newLineStart, int newLineEnd) {
    return new EvidenceItem(corpus, source, newLineStart, newLineEnd, text, quote, headings, score);
  }

  /**
   * The citation of this item.
   *
   * @param number the number under which a text names it, from 1
   */
  public Citation citation(int number) {
    return Citation.newBuilder()
        .setNumber(number)
        .setCorpus(corpus)
        .setSource(source)
        .setLineStart(lineStart)
        .setLineEnd(lineEnd)
        .setQuote(quote)
        .build();
  }

  /** Where it stands, for comparison: two items at one place are the same evidence. */
  public Place place() {
    return new Place(corpus, source, lineStart, lineEnd);
  }

  private static void present(String key, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("evidence %s: missing (expected: a text)".formatted(key));
    }
  }
}
