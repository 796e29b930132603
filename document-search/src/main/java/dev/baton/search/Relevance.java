package dev.baton.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Says how well a sentence fits a question: the share of the question's words that it has, each
 * weighted by how rare it is in the corpus. Deterministic, immutable and safe for use by many
 * threads.
 */
public final class Relevance {

  /** What a word counts that stands only in the headings above a sentence. */
  private static final double HEADING_SHARE = 0.35;

  /** What a word such as "before" counts, however rare it is. */
  private static final double BINDING_SHARE = 0.3;

  /** What two words count in addition that are neighbours in the question and in the sentence. */
  private static final double NEIGHBOUR_SHARE = 0.25;

  /** How many terms apart neighbours may be. */
  private static final int NEIGHBOUR_DISTANCE = 3;

  /** Sentences of fewer or of many more terms are fragments or heaps: worth less. */
  private static final int FEW_TERMS = 3;

  private static final int MANY_TERMS = 45;

  private static final double FRAGMENT_FACTOR = 0.7;

  /** A question in a document asks the same and answers nothing. */
  private static final double QUESTION_FACTOR = 0.5;

  private final Map<String, Double> weights;
  private final List<String> terms;
  private final double total;

  private Relevance(Map<String, Double> weights) {
    this.weights = new HashMap<>(weights);
    this.terms = List.copyOf(weights.keySet());
    double sum = 0;
    for (String term : terms) {
      sum += weights.getOrDefault(term, 0.0);
    }
    for (int i = 1; i < terms.size(); i++) {
      sum += NEIGHBOUR_SHARE * pairWeight(i);
    }
    this.total = sum;
  }

  /** The measure for one question over one corpus. */
  public static Relevance of(PassageIndex index, String question) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String term : TextAnalysis.questionTerms(question)) {
      double weight = index.weight(term) * (TextAnalysis.isBinding(term) ? BINDING_SHARE : 1);
      if (weight > 0) {
        weights.put(term, weight);
      }
    }
    return new Relevance(weights);
  }

  /**
   * How well a sentence fits.
   *
   * @param headings what stands above the sentence; counts in part
   * @return 0 (nothing in common) to 1
   */
  public double score(String sentence, List<String> headings) {
    if (total == 0) {
      return 0;
    }
    List<String> words = TextAnalysis.terms(sentence);
    Map<String, List<Integer>> places = places(words);
    Set<String> above = new HashSet<>(TextAnalysis.terms(String.join("\n", headings)));
    double sum = 0;
    for (String term : terms) {
      double share = places.containsKey(term) ? 1 : above.contains(term) ? HEADING_SHARE : 0;
      sum += share * weights.getOrDefault(term, 0.0);
    }
    for (int i = 1; i < terms.size(); i++) {
      if (near(places, terms.get(i - 1), terms.get(i))) {
        sum += NEIGHBOUR_SHARE * pairWeight(i);
      }
    }
    double asks = sentence.endsWith("?") ? QUESTION_FACTOR : 1;
    return sum / total * lengthFactor(words.size()) * asks;
  }

  /**
   * The sentences of the passages, best first; equal ones by source, then by line. A sentence that
   * stands in several places comes once, from the place that ranks first. Those with nothing in
   * common with the question are left out.
   */
  public List<RankedSentence> rank(List<Passage> passages) {
    List<RankedSentence> ranked = new ArrayList<>();
    for (Passage passage : passages) {
      for (Sentence sentence : Sentences.of(passage)) {
        double score = score(sentence.text(), passage.headings());
        if (score > 0) {
          ranked.add(new RankedSentence(passage, sentence, score));
        }
      }
    }
    ranked.sort(
        Comparator.comparingDouble(RankedSentence::score)
            .reversed()
            .thenComparing(found -> found.passage().source())
            .thenComparingInt(found -> found.sentence().lineStart()));
    Set<String> said = new HashSet<>();
    return ranked.stream()
        .filter(found -> said.add(found.sentence().text().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private double pairWeight(int second) {
    return (weights.getOrDefault(terms.get(second - 1), 0.0)
            + weights.getOrDefault(terms.get(second), 0.0))
        / 2;
  }

  private static Map<String, List<Integer>> places(List<String> words) {
    Map<String, List<Integer>> places = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      places.computeIfAbsent(words.get(i), _ -> new ArrayList<>()).add(i);
    }
    return places;
  }

  private static boolean near(Map<String, List<Integer>> places, String one, String other) {
    for (int first : places.getOrDefault(one, List.of())) {
      for (int second : places.getOrDefault(other, List.of())) {
        if (Math.abs(first - second) <= NEIGHBOUR_DISTANCE) {
          return true;
        }
      }
    }
    return false;
  }

  private static double lengthFactor(int terms) {
    if (terms < FEW_TERMS) {
      return FRAGMENT_FACTOR;
    }
    return terms <= MANY_TERMS ? 1 : Math.sqrt((double) MANY_TERMS / terms);
  }
}
