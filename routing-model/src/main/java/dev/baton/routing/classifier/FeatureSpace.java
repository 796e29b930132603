package dev.baton.routing.classifier;

import java.util.List;

/**
 * Where vectors are looked at from: the centre of the examples, at a distance of about 1. Sentence
 * models put all texts into a narrow cone; seen from its middle they lie apart.
 */
final class FeatureSpace {
  private final float[] centre;
  private final float scale;

  private FeatureSpace(float[] centre, float scale) {
    this.centre = centre;
    this.scale = scale;
  }

  static FeatureSpace of(List<float[]> vectors) {
    int dimensions = vectors.getFirst().length;
    double[] sums = new double[dimensions];
    for (float[] vector : vectors) {
      for (int d = 0; d < dimensions; d++) {
        sums[d] += vector[d];
      }
    }
    float[] centre = new float[dimensions];
    for (int d = 0; d < dimensions; d++) {
      centre[d] = (float) (sums[d] / vectors.size());
    }
    double squares = 0;
    for (float[] vector : vectors) {
      for (int d = 0; d < dimensions; d++) {
        double distance = vector[d] - centre[d];
        squares += distance * distance;
      }
    }
    double spread = Math.sqrt(squares / vectors.size());
    // Examples that are all the same text have no spread.
    return new FeatureSpace(centre, spread > 0 ? (float) (1 / spread) : 1);
  }

  /** A vector as seen from the centre. */
  float[] features(float[] vector) {
    float[] features = new float[vector.length];
    for (int d = 0; d < vector.length; d++) {
      features[d] = (vector[d] - centre[d]) * scale;
    }
    return features;
  }

  float[][] features(List<float[]> vectors) {
    return vectors.stream().map(this::features).toArray(float[][]::new);
  }
}
