package dev.baton.routing.classifier;

import java.util.Arrays;
import java.util.List;

/** The classes as learned from vectors, not calibrated yet. Immutable and thread-safe. */
record Classes(
    List<String> labels, FeatureSpace space, SoftmaxRegression regression, ClassCentres centres) {

  /** Chosen on CLINC150's validation part; the accuracy is flat from a third to ten times of it. */
  private static final double PENALTY = 1e-5;

  /** What the classes say about a vector. */
  static final class Raw {
    private final double[] logits;
    private final Familiarity.Signs signs;

    private Raw(double[] logits, Familiarity.Signs signs) {
      this.logits = logits;
      this.signs = signs;
    }

    double[] logits() {
      return logits;
    }

    Familiarity.Signs signs() {
      return signs;
    }
  }

  /**
   * Learns.
   *
   * @param labels all labels, at least two
   * @param vectors one for each example
   * @param classes the index of each example's label
   */
  static Classes learn(List<String> labels, List<float[]> vectors, int[] classes) {
    FeatureSpace space = FeatureSpace.of(vectors);
    float[][] rows = space.features(vectors);
    return new Classes(
        labels,
        space,
        SoftmaxRegression.train(rows, classes, labels.size(), PENALTY),
        ClassCentres.of(rows, classes, labels.size()));
  }

  Raw judge(float[] vector) {
    float[] row = space.features(vector);
    double[] logits = regression.logits(row);
    double greatest = Arrays.stream(logits).max().orElseThrow();
    return new Raw(logits, new Familiarity.Signs(greatest, centres.nearest(row)));
  }
}
