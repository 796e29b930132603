package dev.baton.agent.evidence;

import dev.baton.schemas.Citation;
import java.util.List;

/**
 * A text in which every sentence names its sources.
 *
 * @param markdown the text
 * @param citations its sources, numbered from 1 without gaps, in order of appearance
 * @param sentences how many sentences it has
 * @param dropped how many were left out: without a source, or said before
 * @param uncovered the facets about which nothing is said
 */
public record CitedText(
    String markdown, List<Citation> citations, int sentences, int dropped, List<String> uncovered) {

  /** Copies the lists. */
  public CitedText {
    citations = List.copyOf(citations);
    uncovered = List.copyOf(uncovered);
  }
}
