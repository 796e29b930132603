package dev.baton.documents;

import dev.baton.agent.evidence.Evidence;
import dev.baton.agent.evidence.EvidenceItem;
import dev.baton.agent.evidence.Likeness;
import dev.baton.agent.evidence.Place;
import dev.baton.search.Passage;
import dev.baton.search.PassageIndex;
import dev.baton.search.Sentence;
import dev.baton.search.Sentences;
import dev.baton.search.Verification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Picks from passages the sentences that answer a facet, each looked up again in its file before it
 * is handed on. Deterministic. Thread-safe.
 */
public final class EvidenceFinder {

  /** The most sentences of one facet. */
  public static final int MAX_ITEMS = 8;

  /** A sentence of less worth than this part of the best one says something else. */
  private static final double FLOOR = 0.45;

  /**
   * The part of the facet's words that one sentence, with what stands above it, must have: else the
   * documents share a word with the question and say nothing about it.
   */
  private static final double MIN_SHARED = 0.3;

  private static final double MIN_SHARED_OF_UNKNOWN = 0.6;

  /** A capitalised word inside a sentence. */
  private static final Pattern NAME =
      Pattern.compile("(?<=[\\p{L}\\p{N},] )\\p{Lu}[\\p{L}\\p{N}]+");

  private final DocumentLibrary library;

  /**
   * A finder.
   *
   * @param library where sentences are looked up again
   */
  public EvidenceFinder(DocumentLibrary library) {
    this.library = library;
  }

  private record Candidate(Passage passage, Sentence sentence, double worth) {}

  /**
   * The evidence on a facet.
   *
   * @param corpus name of the corpus
   * @param question the facet and its context
   * @param passages where to look
   * @return without items where nothing is relevant
   */
  public Evidence find(String corpus, FacetQuestion question, List<Passage> passages) {
    List<Candidate> candidates = candidates(library.index(corpus), question, passages);
    double least = namesTheUnknown(question.facet(), passages) ? MIN_SHARED_OF_UNKNOWN : MIN_SHARED;
    if (candidates.stream().noneMatch(candidate -> shared(question.facet(), candidate) >= least)) {
      return new Evidence(question.facet(), List.of());
    }
    double best = candidates.getFirst().worth();
    List<EvidenceItem> items = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (candidate.worth() < best * FLOOR || items.size() == MAX_ITEMS) {
        break;
      }
      if (items.stream().noneMatch(item -> repeats(candidate, item))) {
        verified(candidate, best).ifPresent(items::add);
      }
    }
    return new Evidence(question.facet(), items);
  }

  private static List<Candidate> candidates(
      PassageIndex index, FacetQuestion question, List<Passage> passages) {
    SentenceWorth worths = new SentenceWorth(index, question);
    List<Candidate> candidates = new ArrayList<>();
    for (Passage passage : passages) {
      double before = 0;
      for (Sentence sentence : Sentences.of(passage)) {
        double worth = worths.of(sentence.text(), passage.headings(), before);
        if (worth > 0) {
          candidates.add(new Candidate(passage, sentence, worth));
        }
        before = worth;
      }
    }
    candidates.sort(
        Comparator.comparingDouble(Candidate::worth)
            .reversed()
            .thenComparing(candidate -> candidate.passage().source())
            .thenComparingInt(candidate -> candidate.sentence().lineStart()));
    return candidates;
  }

  private static double shared(String facet, Candidate candidate) {
    String context = String.join("\n", candidate.passage().headings());
    return Likeness.support(facet, candidate.sentence().text() + "\n" + context);
  }

  /** Whether the facet is about somebody or something that the passages never name. */
  private static boolean namesTheUnknown(String facet, List<Passage> passages) {
    return NAME.matcher(facet)
        .results()
        .anyMatch(name ->
            passages.stream()
                .noneMatch(passage -> Likeness.support(name.group(), passage.text()) == 1));
  }

  private static boolean repeats(Candidate candidate, EvidenceItem item) {
    return Likeness.nearDuplicates(candidate.sentence().text(), item.text());
  }

  private Optional<EvidenceItem> verified(Candidate candidate, double best) {
    Passage passage = candidate.passage();
    Sentence sentence = candidate.sentence();
    if (sentence.text().isBlank() || sentence.quote().isBlank()) {
      return Optional.empty();
    }
    EvidenceItem item =
        new EvidenceItem(
            passage.corpus(),
            passage.source(),
            sentence.lineStart(),
            sentence.lineEnd(),
            sentence.text(),
            sentence.quote(),
            passage.headings(),
            Math.min(1, candidate.worth() / best));
    Place place = item.place();
    return switch (library.verify(place, item.quote())) {
      case Verification.Found() -> Optional.of(item);
      case Verification.Moved(int start, int end) -> Optional.of(item.at(start, end));
      case Verification.NotFound _ -> Optional.empty();
    };
  }
}
