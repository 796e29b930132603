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
   * Adds up class by class along the dimensions: contiguous, so that the compiler vectorises it.
   */
  private static void accumulate(float[] row, float[] weights, float[] sums) {
    int classes = sums.length;
    System.arraycopy(weights, row.length * classes, sums, 0, classes);
    for (int d = 0; d < row.length; d++) {
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
      float[] errors = new float[classes];
      int end = Math.min(rows.length, (block + 1) * BLOCK);
      for (int n = block * BLOCK; n < end; n++) {
        accumulate(rows[n], weights, errors);
        part.loss += toErrors(errors, labels[n]);
        spread(rows[n], errors, part.gradient);
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
