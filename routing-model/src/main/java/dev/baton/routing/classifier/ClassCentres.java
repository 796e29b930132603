package dev.baton.routing.classifier;

/** The direction of each class: tells how near a text is to the nearest one. */
final class ClassCentres {
  private final float[][] directions;

  private ClassCentres(float[][] directions) {
    this.directions = directions;
  }

  static ClassCentres of(float[][] rows, int[] labels, int classes) {
    float[][] sums = new float[classes][rows[0].length];
    for (int n = 0; n < rows.length; n++) {
      float[] direction = unit(rows[n]);
      float[] sum = sums[labels[n]];
      for (int d = 0; d < sum.length; d++) {
        sum[d] += direction[d];
      }
    }
    for (int k = 0; k < classes; k++) {
      sums[k] = unit(sums[k]);
    }
    return new ClassCentres(sums);
  }

  /** The cosine to the nearest class, -1 to 1. */
  double nearest(float[] row) {
    float[] direction = unit(row);
    double best = -1;
    for (float[] centre : directions) {
      double cosine = 0;
      for (int d = 0; d < centre.length; d++) {
        cosine += centre[d] * direction[d];
      }
      best = Math.max(best, cosine);
    }
    return best;
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += value * value;
    }
    float length = (float) Math.sqrt(squares);
    float[] unit = new float[vector.length];
    for (int d = 0; d < vector.length && length > 0; d++) {
      unit[d] = vector[d] / length;
    }
    return unit;
  }
}
