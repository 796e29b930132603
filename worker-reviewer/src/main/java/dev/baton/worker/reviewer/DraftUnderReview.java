package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.DraftBlock;
import dev.baton.agent.evidence.DraftParser;
import dev.baton.agent.evidence.DraftSentence;
import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.Language;
import dev.baton.schemas.Citation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A draft with all that it is held against.
 *
 * @param blocks the text
 * @param citations its citations, by number
 * @param evidence what was found, facet by facet
 * @param asked the language of the question, where that is clear
 */
record DraftUnderReview(
    List<DraftBlock> blocks,
    SortedMap<Integer, Citation> citations,
    List<Evidence> evidence,
    Optional<Language> asked) {

  DraftUnderReview {
    blocks = List.copyOf(blocks);
    citations = new TreeMap<>(citations);
    evidence = List.copyOf(evidence);
  }

  static DraftUnderReview of(String markdown, List<Citation> citations, List<Evidence> evidence) {
    SortedMap<Integer, Citation> numbered = new TreeMap<>();
    citations.forEach(citation -> numbered.putIfAbsent(citation.getNumber(), citation));
    return new DraftUnderReview(DraftParser.parse(markdown), numbered, evidence, Optional.empty());
  }

  /** The same, answering a question. */
  DraftUnderReview answering(String question) {
    return new DraftUnderReview(blocks, citations, evidence, Language.of(question));
  }

  /** The language of its sentences, where that is clear. */
  Optional<Language> written() {
    return Language.of(
        statements().stream().map(DraftSentence::text).collect(Collectors.joining("\n")));
  }

  /**
   * Whether a sentence is in the question's language and its sources are not, so that their words
   * cannot be compared.
   */
  boolean translates(DraftSentence sentence) {
    Optional<Language> said = Language.of(sentence.text());
    String quotes =
        sentence.numbers().stream()
            .map(number -> citations.get(number))
            .filter(Objects::nonNull)
            .map(Citation::getQuote)
            .collect(Collectors.joining("\n"));
    Optional<Language> quoted = Language.of(quotes);
    return said.isPresent() && said.equals(asked) && quoted.isPresent() && !quoted.equals(said);
  }

  List<DraftSentence> statements() {
    return blocks.stream().flatMap(block -> block.statements().stream()).toList();
  }
}
