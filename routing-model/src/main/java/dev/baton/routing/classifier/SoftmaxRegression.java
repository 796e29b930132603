package dev.baton.routing.classifier;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Multinomial logistic regression with an L2 penalty on the weights and none on the intercepts:
 * minimises the mean negative log-likelihood plus {@code penalty / 2 · ‖W‖²}. The optimum is
 * unique, the search for it is deterministic, and sums are taken in a fixed order, so the same
 * examples give the same weights on any number of cores. Immutable and thread-safe once trained.
 */
final class SoftmaxRegression {

  private static final int MAX_ITERATIONS = 200;
  private static final double TOLERANCE = 1e-5;

  /**
   * Rows that one partial sum covers. Fixed, for the order of sums must not depend on the cores.
   */
  private static final int BLOCK = 512;

  /** Rows whose errors are spread over the gradient at once; {@code spreadTogether} has so many. */
  private static final int TOGETHER = 4;

  private final int classes;

  /** Weights by dimension, then class; the intercepts last. */
  private final float[] weights;

  private SoftmaxRegression(int classes, float[] weights) {
    this.classes = classes;
    this.weights = weights;
  }

  /**
   * Trains on examples.
   *
   * @param rows features, one row an example
   * @param labels the class of each row, 0 to classes - 1
   * @param classes number of classes, >= 2
   * @param penalty strength of the L2 penalty, > 0
   */
  static SoftmaxRegression train(float[][] rows, int[] labels, int classes, double penalty) {
    int dimensions = rows[0].length;
    Likelihood likelihood = new Likelihood(rows, labels, classes, penalty);
    double[] found =
        new Lbfgs(MAX_ITERATIONS, TOLERANCE)
            .minimise(likelihood, new double[(dimensions + 1) * classes]);
    return new SoftmaxRegression(classes, toFloats(found));
  }

  /** The logits of every class for one row of features. */
  double[] logits(float[] row) {
    float[] sums = new float[classes];
    accumulate(row, weights, sums);
    double[] logits = new double[classes];
    for (int k = 0; k < classes; k++) {
      logits[k] = sums[k];
    }
    return logits;
  }

  /**
   * Adds up class by class along the dimensions: contiguous, so that the compiler vectorises it,
   * and four dimensions at a time, so that each sum is loaded and stored a quarter as often.
   */
  private static void accumulate(float[] row, float[] weights, float[] sums) {
    int classes = sums.length;
    System.arraycopy(weights, row.length * classes, sums, 0, classes);
    int d = 0;
    for (; d + 3 < row.length; d += 4) {
      float f0 = row[d];
      float f1 = row[d + 1];
      float f2 = row[d + 2];
      float f3 = row[d + 3];
      int offset = d * classes;
      for (int k = 0; k < classes; k++) {
        int at = offset + k;
        sums[k] +=
            f0 * weights[at]
                + f1 * weights[at + classes]
                + f2 * weights[at + 2 * classes]
                + f3 * weights[at + 3 * classes];
      }
    }
    for (; d < row.length; d++) {
      float feature = row[d];
      int offset = d * classes;
      for (int k = 0; k < classes; k++) {
        sums[k] += feature * weights[offset + k];
      }
    }
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** The penalised mean negative log-likelihood of the examples. */
  private static final class Likelihood implements Lbfgs.Objective {
    private final float[][] rows;
    private final int[] labels;
    private final int classes;
    private final double penalty;

    Likelihood(float[][] rows, int[] labels, int classes, double penalty) {
      this.rows = rows;
      this.labels = labels;
      this.classes = classes;
      this.penalty = penalty;
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
      float[] weights = toFloats(point);
      int blocks = (rows.length + BLOCK - 1) / BLOCK;
      Part[] parts =
          IntStream.range(0, blocks)
              .parallel()
              .mapToObj(block -> part(block, weights))
              .toArray(Part[]::new);
      Arrays.fill(gradient, 0);
      double loss = 0;
      for (Part part : parts) {
        loss += part.loss;
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += part.gradient[i];
        }
      }
      int intercepts = gradient.length - classes;
      double squares = 0;
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] /= rows.length;
        if (i < intercepts) {
          gradient[i] += penalty * point[i];
          squares += point[i] * point[i];
        }
      }
      return loss / rows.length + penalty / 2 * squares;
    }

    private Part part(int block, float[] weights) {
      Part part = new Part(weights.length);
      float[][] errors = new float[TOGETHER][classes];
      int end = Math.min(rows.length, (block + 1) * BLOCK);
      for (int from = block * BLOCK; from < end; from += TOGETHER) {
        int count = Math.min(TOGETHER, end - from);
        for (int i = 0; i < count; i++) {
          accumulate(rows[from + i], weights, errors[i]);
          part.loss += toErrors(errors[i], labels[from + i]);
        }
        if (count == TOGETHER) {
          spreadTogether(from, errors, part.gradient);
        } else {
          for (int i = 0; i < count; i++) {
            spread(rows[from + i], errors[i], part.gradient);
          }
        }
      }
      return part;
    }

    /** Turns logits into probabilities less the truth; returns the negative log-likelihood. */
    private static double toErrors(float[] logits, int label) {
      float max = Float.NEGATIVE_INFINITY;
      for (float logit : logits) {
        max = Math.max(max, logit);
      }
      double sum = 0;
      double ofLabel = logits[label] - max;
      for (int k = 0; k < logits.length; k++) {
        double exponential = Math.exp(logits[k] - max);
        logits[k] = (float) exponential;
        sum += exponential;
      }
      for (int k = 0; k < logits.length; k++) {
        logits[k] = (float) (logits[k] / sum);
      }
      logits[label] -= 1;
      return Math.log(sum) - ofLabel;
    }

    /** Four rows at a time, so that each part of the gradient is loaded and stored once for all. */
    private void spreadTogether(int from, float[][] errors, float[] gradient) {
      float[] e0 = errors[0];
      float[] e1 = errors[1];
      float[] e2 = errors[2];
      float[] e3 = errors[3];
      int dimensions = rows[from].length;
      for (int d = 0; d <= dimensions; d++) {
        boolean intercept = d == dimensions;
        float f0 = intercept ? 1 : rows[from][d];
        float f1 = intercept ? 1 : rows[from + 1][d];
        float f2 = intercept ? 1 : rows[from + 2][d];
        float f3 = intercept ? 1 : rows[from + 3][d];
        int offset = d * classes;
        for (int k = 0; k < classes; k++) {
          gradient[offset + k] += f0 * e0[k] + f1 * e1[k] + f2 * e2[k] + f3 * e3[k];
        }
      }
    }

    private static void spread(float[] row, float[] errors, float[] gradient) {
      int classes = errors.length;
      for (int d = 0; d < row.length; d++) {
        float feature = row[d];
        int offset = d * classes;
        for (int k = 0; k < classes; k++) {
          gradient[offset + k] += feature * errors[k];
        }
      }
      int intercepts = row.length * classes;
      for (int k = 0; k < classes; k++) {
        gradient[intercepts + k] += errors[k];
      }
    }
  }

  /** What one block of rows contributes. */
  private static final class Part {
    private final float[] gradient;
    private double loss;

    Part(int length) {
      gradient = new float[length];
    }
  }
}
