package dev.baton.routing.classifier;

/**
 * Multinomial logistic regression with an L2 penalty on the weights and none on the intercepts:
 * minimises the mean negative log-likelihood plus {@code penalty / 2 · ‖W‖²}. The optimum is
 * unique, the search for it is deterministic, and sums are taken in a fixed order, so the same
 * examples give the same weights on any number of cores. Immutable and thread-safe once trained.
 */
final class SoftmaxRegression {

  private static final int MAX_ITERATIONS = 200;
  private static final double TOLERANCE = 1e-5;

  /** By class: its weights by dimension, its intercept last. */
  private final float[][] weights;

  private SoftmaxRegression(float[][] weights) {
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
    Likelihood likelihood = new Likelihood(RowBlock.cut(rows, labels), classes, penalty);
    double[] found =
        new Lbfgs(MAX_ITERATIONS, TOLERANCE)
            .minimise(likelihood, new double[(rows[0].length + 1) * classes]);
    centre(found, classes);
    return new SoftmaxRegression(Likelihood.byClass(found, classes));
  }

  /**
   * Adding one number to the intercepts of all classes changes no probability, so the search leaves
   * their common height to rounding. What is foreign is told by the height of logits: hence zero on
   * average.
   */
  private static void centre(double[] point, int classes) {
    int length = point.length / classes;
    for (int d = 0; d < length; d++) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += point[k * length + d];
      }
      for (int k = 0; k < classes; k++) {
        point[k * length + d] -= sum / classes;
      }
    }
  }

  /** The logits of every class for one row of features. */
  double[] logits(float[] row) {
    double[] logits = new double[weights.length];
    for (int k = 0; k < logits.length; k++) {
      double sum = weights[k][row.length];
      for (int d = 0; d < row.length; d++) {
        sum += row[d] * weights[k][d];
      }
      logits[k] = sum;
    }
    return logits;
  }
}
