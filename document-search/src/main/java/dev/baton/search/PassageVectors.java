package dev.baton.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The vectors of an index's passages. Immutable; looks at every one, so it misses none. */
final class PassageVectors {

  private final TextVectors texts;
  private final List<float[]> vectors;
  private final double floor;

  /**
   * @param vectors in the order of the index's documents; an empty one where a passage has none
   * @param floor passages that are less like the query are not found
   */
  PassageVectors(TextVectors texts, List<float[]> vectors, double floor) {
    this.texts = texts;
    this.vectors = List.copyOf(vectors);
    this.floor = floor;
  }

  private record Likeness(int document, double product) {}

  /** The documents whose meaning is nearest to the query's, nearest first. */
  List<Integer> nearest(String query, int limit) {
    float[] wanted = texts.ofQuery(query);
    List<Likeness> found = new ArrayList<>();
    for (int document = 0; document < vectors.size(); document++) {
      float[] vector = vectors.get(document);
      if (vector.length == wanted.length) {
        double product = product(vector, wanted);
        if (product >= floor) {
          found.add(new Likeness(document, product));
        }
      }
    }
    return found.stream()
        .sorted(
            Comparator.comparingDouble(Likeness::product)
                .reversed()
                .thenComparingInt(Likeness::document))
        .limit(limit)
        .map(Likeness::document)
        .toList();
  }

  private static double product(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
