package dev.baton.routing.classifier;

import java.util.Arrays;

/**
 * Tells texts that belong to some class from foreign ones. Two signs are added, each measured in
 * standard deviations of what belongs: the greatest logit (Vaze et al., Open-Set Recognition: a
 * Good Closed-Set Classifier is All You Need?, 2022) and the cosine to the nearest class centre.
 * The sum is turned into a conformal p-value (Vovk et al. 2005): the share of held-out texts that
 * belong and look at least as foreign.
 */
final class Familiarity {

  private static final double LEAST_DEVIATION = 1e-9;

  /** A text's two signs. */
  record Signs(double logit, double cosine) {}

  private record Scale(double mean, double deviation) {

    static Scale of(double[] values) {
      double mean = Arrays.stream(values).average().orElse(0);
      double variance =
          Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElse(0);
      return new Scale(mean, Math.max(Math.sqrt(variance), LEAST_DEVIATION));
    }

    double of(double value) {
      return (value - mean) / deviation;
    }
  }

  private final Scale logits;
  private final Scale cosines;
  private final double[] ascending;

  private Familiarity(Scale logits, Scale cosines, double[] ascending) {
    this.logits = logits;
    this.cosines = cosines;
    this.ascending = ascending;
  }

  /** Learned from texts that belong and were not learned from. */
  static Familiarity of(Signs[] heldOut) {
    Scale logits = Scale.of(Arrays.stream(heldOut).mapToDouble(Signs::logit).toArray());
    Scale cosines = Scale.of(Arrays.stream(heldOut).mapToDouble(Signs::cosine).toArray());
    Familiarity familiarity = new Familiarity(logits, cosines, new double[0]);
    double[] sums = Arrays.stream(heldOut).mapToDouble(familiarity::sum).sorted().toArray();
    return new Familiarity(logits, cosines, sums);
  }

  private double sum(Signs signs) {
    return logits.of(signs.logit()) + cosines.of(signs.cosine());
  }

  /** The share of held-out texts that look at least as foreign; 1 without any. */
  double scope(Signs signs) {
    double sum = sum(signs);
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] <= sum) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return ascending.length == 0 ? 1 : (double) low / ascending.length;
  }
}
