package dev.baton.cli.evaluation;

/**
 * Expected calibration error: the mean distance between how sure the model said it was and how
 * often it was right, over bins of equal width, weighted by their size (Naeini et al. 2015).
 */
final class Calibration {

  /** As in most publications. */
  static final int BINS = 15;

  private final int[] counts = new int[BINS];
  private final double[] confidences = new double[BINS];
  private final int[] correct = new int[BINS];
  private int total;

  /**
   * Adds one prediction.
   *
   * @param confidence 0 to 1
   */
  void add(double confidence, boolean isCorrect) {
    int bin = Math.min(BINS - 1, (int) (confidence * BINS));
    counts[bin]++;
    confidences[bin] += confidence;
    correct[bin] += isCorrect ? 1 : 0;
    total++;
  }

  /** The error, 0 to 1; 0 without predictions. */
  double error() {
    double sum = 0;
    for (int i = 0; i < BINS; i++) {
      sum += Math.abs(correct[i] - confidences[i]);
    }
    return total == 0 ? 0 : sum / total;
  }
}
