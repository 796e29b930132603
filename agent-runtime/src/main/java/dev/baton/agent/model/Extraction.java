package dev.baton.agent.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Picks the sentences of numbered sources that say most about a question.
 *
 * <p>A sentence's worth is the sum of its question terms, rare ones more than common ones, plus a
 * share for terms that only its passage has. Terms that earlier picks covered count for less, so
 * that every part of a question gets its say. Deterministic.
 */
final class Extraction {

  static final int MAX_SENTENCES = 8;
  private static final double COVERED = 0.35;
  private static final double NEIGHBOUR = 0.25;
  private static final double WEAK = 0.3;

  /** A pick must be worth at least this share of the best one. */
  private static final double FLOOR = 0.3;

  private static final double DUPLICATE = 0.75;

  private final List<Candidate> candidates = new ArrayList<>();
  private final Map<String, Double> weights = new LinkedHashMap<>();

  private record Candidate(
      int order, Source source, String text, Set<String> terms, Set<String> passageTerms) {}

  Extraction(Sources sources) {
    for (Source source : sources.passages()) {
      Set<String> passageTerms = Terms.of(source.source() + " " + source.text());
      for (String sentence : SentenceSplitter.split(source.text())) {
        candidates.add(
            new Candidate(candidates.size(), source, sentence, Terms.of(sentence), passageTerms));
      }
    }
    weigh(sources.question());
  }

  /**
   * The picked sentences, each followed by its source's number; empty if no source says anything
   * about the question.
   */
  Optional<String> text() {
    List<Candidate> picks = picks();
    return picks.isEmpty() ? Optional.empty() : Optional.of(write(picks));
  }

  private void weigh(String question) {
    for (String term : Terms.of(question)) {
      long having = candidates.stream().filter(candidate -> candidate.terms.contains(term)).count();
      if (having > 0) {
        double rarity = Math.log(1 + candidates.size() / (double) having);
        weights.put(term, Terms.isWeak(term) ? rarity * WEAK : rarity);
      }
    }
  }

  private List<Candidate> picks() {
    List<Candidate> picks = new ArrayList<>();
    Map<String, Integer> covered = new HashMap<>();
    double best = 0;
    while (picks.size() < MAX_SENTENCES) {
      Candidate next = null;
      double worth = 0;
      for (Candidate candidate : candidates) {
        double score = score(candidate, covered);
        if (score > worth + 1e-9 && !picks.contains(candidate) && !repeats(candidate, picks)) {
          next = candidate;
          worth = score;
        }
      }
      best = Math.max(best, worth);
      if (next == null || worth < best * FLOOR) {
        return picks;
      }
      picks.add(next);
      next.terms.stream()
          .filter(weights::containsKey)
          .forEach(term -> covered.merge(term, 1, Integer::sum));
    }
    return picks;
  }

  private double score(Candidate candidate, Map<String, Integer> covered) {
    double own = 0;
    double around = 0;
    boolean strong = false;
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      double worth =
          weight.getValue() * Math.pow(COVERED, covered.getOrDefault(weight.getKey(), 0));
      if (candidate.terms.contains(weight.getKey())) {
        own += worth;
        strong |= !Terms.isWeak(weight.getKey());
      } else if (candidate.passageTerms.contains(weight.getKey())) {
        around += worth * NEIGHBOUR;
      }
    }
    return strong ? (own + around) / lengthPenalty(candidate.terms.size()) : 0;
  }

  /** Long sentences match more by chance. */
  private static double lengthPenalty(int terms) {
    return 1 + Math.log1p(Math.max(0, terms - 20)) / 6;
  }

  private static boolean repeats(Candidate candidate, List<Candidate> picks) {
    return picks.stream().anyMatch(pick -> overlap(candidate.terms, pick.terms) >= DUPLICATE);
  }

  private static double overlap(Set<String> a, Set<String> b) {
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    int smaller = Math.min(a.size(), b.size());
    return smaller == 0 ? 0 : both.size() / (double) smaller;
  }

  /** The source that says most comes first; inside a source the order is the document's. */
  private static String write(List<Candidate> picks) {
    Map<String, List<Candidate>> bySource = new LinkedHashMap<>();
    picks.forEach(
        pick -> bySource.computeIfAbsent(pick.source.source(), _ -> new ArrayList<>()).add(pick));
    StringBuilder text = new StringBuilder();
    for (List<Candidate> group : bySource.values()) {
      group.sort(
          Comparator.comparingInt((Candidate pick) -> pick.source.lineStart())
              .thenComparingInt(Candidate::order));
      text.append(text.isEmpty() ? "" : "\n\n");
      for (int i = 0; i < group.size(); i++) {
        text.append(i == 0 ? "" : " ")
            .append(group.get(i).text)
            .append(" [")
            .append(group.get(i).source.number())
            .append(']');
      }
    }
    return text.toString();
  }
}
