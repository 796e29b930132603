package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.DraftBlock;
import dev.baton.agent.evidence.DraftParser;
import dev.baton.agent.evidence.DraftSentence;
import dev.baton.agent.evidence.Evidence;
import dev.baton.schemas.Citation;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A draft with all that it is held against.
 *
 * @param blocks the text
 * @param citations its citations, by number
 * @param evidence what was found, facet by facet
 */
record DraftUnderReview(
    List<DraftBlock> blocks, SortedMap<Integer, Citation> citations, List<Evidence> evidence) {

  DraftUnderReview {
    blocks = List.copyOf(blocks);
    citations = new TreeMap<>(citations);
    evidence = List.copyOf(evidence);
  }

  static DraftUnderReview of(String markdown, List<Citation> citations, List<Evidence> evidence) {
    SortedMap<Integer, Citation> numbered = new TreeMap<>();
    citations.forEach(citation -> numbered.putIfAbsent(citation.getNumber(), citation));
    return new DraftUnderReview(DraftParser.parse(markdown), numbered, evidence);
  }

  List<DraftSentence> statements() {
    return blocks.stream().flatMap(block -> block.statements().stream()).toList();
  }
}
