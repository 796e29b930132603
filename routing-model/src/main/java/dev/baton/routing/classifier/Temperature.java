package dev.baton.routing.classifier;

/**
 * Temperature scaling: logits are divided by one number, chosen so that the likelihood of held-out
 * labels is greatest (Guo et al., On Calibration of Modern Neural Networks, 2017). It changes how
 * sure a model says it is, never its order of labels.
 *
 * @param value > 0; above 1 makes less sure
 */
record Temperature(double value) {

  private static final double MIN_LOG = -4;
  private static final double MAX_LOG = 4;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int STEPS = 60;

  /** Leaves the logits as they are. */
  static final Temperature NONE = new Temperature(1);

  /** Chosen on held-out logits; {@link #NONE} without any. */
  static Temperature fit(double[][] logits, int[] labels) {
    if (logits.length == 0) {
      return NONE;
    }
    double low = MIN_LOG;
    double high = MAX_LOG;
    // The likelihood has one maximum in the temperature's inverse, so golden sections find it.
    for (int i = 0; i < STEPS; i++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (loss(logits, labels, Math.exp(left)) <= loss(logits, labels, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return new Temperature(Math.exp((low + high) / 2));
  }

  private static double loss(double[][] logits, int[] labels, double temperature) {
    Temperature candidate = new Temperature(temperature);
    double loss = 0;
    for (int i = 0; i < logits.length; i++) {
      loss += candidate.logSum(logits[i]) - logits[i][labels[i]] / temperature;
    }
    return loss;
  }

  /** Calibrated probabilities. */
  double[] probabilities(double[] logits) {
    double logSum = logSum(logits);
    double[] probabilities = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Math.exp(logits[i] / value - logSum);
    }
    return probabilities;
  }

  /** The logarithm of the sum of the exponentials of the scaled logits. */
  private double logSum(double[] logits) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit / value);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit / value - max);
    }
    return max + Math.log(sum);
  }
}
