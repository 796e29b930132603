package dev.baton.routing.classifier;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Vectors with the indices of their labels. */
final class Examples {
  private final List<float[]> vectors;
  private final int[] classes;

  Examples(List<float[]> vectors, int[] classes) {
    this.vectors = List.copyOf(vectors);
    this.classes = classes;
  }

  List<float[]> vectors() {
    return vectors;
  }

  int[] classes() {
    return classes;
  }

  /** Those at the places that a condition holds for. */
  Examples where(IntPredicate place) {
    int[] places = IntStream.range(0, classes.length).filter(place).toArray();
    return new Examples(
        IntStream.of(places).mapToObj(vectors::get).toList(),
        IntStream.of(places).map(i -> classes[i]).toArray());
  }
}
