package dev.baton.agent.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Evidence under running numbers, after a review was heeded: what it could not confirm is gone,
 * what has moved stands at its new lines. One sentence has one number, whatever facets it serves.
 */
final class NumberedEvidence {

  /**
   * One facet.
   *
   * @param name the part of the question
   * @param scores its sources, best first, and how well they fit
   */
  record Facet(String name, SequencedMap<Integer, Double> scores) {
    Facet {
      scores = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(scores));
    }

    List<Integer> numbers() {
      return List.copyOf(scores.sequencedKeySet());
    }

    /** How well a source fits; less than any that is one of its own where it is not. */
    double score(int number) {
      return scores.getOrDefault(number, -1.0);
    }
  }

  private final List<EvidenceItem> sources = new ArrayList<>();
  private final List<Facet> facets = new ArrayList<>();
  private final Map<Key, Integer> numbers = new LinkedHashMap<>();

  /** Several sentences may stand on one line. */
  private record Key(Place place, String quote) {}

  private NumberedEvidence() {}

  static NumberedEvidence of(List<Evidence> evidence, List<FlaggedCitation> flagged) {
    NumberedEvidence numbered = new NumberedEvidence();
    for (Evidence one : evidence) {
      LinkedHashMap<Integer, Double> own = new LinkedHashMap<>();
      for (EvidenceItem item : one.items()) {
        heed(item, flagged)
            .map(numbered::number)
            .ifPresent(number -> own.putIfAbsent(number, item.score()));
      }
      numbered.facets.add(new Facet(one.facet(), own));
    }
    return numbered;
  }

  List<EvidenceItem> sources() {
    return List.copyOf(sources);
  }

  List<Facet> facets() {
    return List.copyOf(facets);
  }

  EvidenceItem source(int number) {
    return sources.get(number - 1);
  }

  private int number(EvidenceItem item) {
    return numbers.computeIfAbsent(
        new Key(item.place(), item.quote()),
        _ -> {
          sources.add(item);
          return sources.size();
        });
  }

  private static Optional<EvidenceItem> heed(EvidenceItem item, List<FlaggedCitation> flagged) {
    return flagged.stream()
        .filter(citation -> citation.place().equals(item.place()))
        .findFirst()
        .map(citation -> citation.moved().map(place -> item.at(place.lineStart(), place.lineEnd())))
        .orElse(Optional.of(item));
  }
}
