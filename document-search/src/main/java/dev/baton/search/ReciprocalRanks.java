package dev.baton.search;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one ranking of several, whose scores cannot be compared: each gives 1 / (60 + rank) to what
 * it names (Cormack, Clarke and Büttcher 2009). The order of the rankings does not matter.
 */
final class ReciprocalRanks {

  /** How much the first ranks stand out; the figure of the paper. */
  static final int K = 60;

  private ReciprocalRanks() {}

  /** A document and what the rankings together give it. */
  record Fused(int document, double score) {}

  /**
   * The documents of all rankings, best first; of equals the one that stands first in the index.
   */
  static List<Fused> fuse(List<List<Integer>> rankings) {
    Map<Integer, Double> scores = new HashMap<>();
    for (List<Integer> ranking : rankings) {
      for (int i = 0; i < ranking.size(); i++) {
        scores.merge(ranking.get(i), 1.0 / (K + i + 1), Double::sum);
      }
    }
    return scores.entrySet().stream()
        .map(entry -> new Fused(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingDouble(Fused::score).reversed().thenComparingInt(Fused::document))
        .toList();
  }
}
