package dev.baton.routing.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoftmaxRegressionTests {

  @Test
  void findsTheOptimumWhereTheGradientIsNothing() {
    float[][] rows = {{-2}, {-1}, {1}, {3}, {-0.5f}};
    int[] labels = {0, 0, 1, 1, 1};
    double penalty = 0.1;

    SoftmaxRegression learned = SoftmaxRegression.train(rows, labels, 2, penalty);

    // With two classes the weights are opposite, so logit 1 - logit 0 is w·x + b; its derivatives:
    double weight = (difference(learned, 1) - difference(learned, -1)) / 2;
    double byWeight = penalty * weight / 2;
    double byIntercept = 0;
    for (int i = 0; i < rows.length; i++) {
      double probability = 1 / (1 + Math.exp(-difference(learned, rows[i][0])));
      byWeight += (probability - labels[i]) * rows[i][0] / rows.length;
      byIntercept += (probability - labels[i]) / rows.length;
    }
    assertThat(byWeight).isCloseTo(0, within(2e-3));
    assertThat(byIntercept).isCloseTo(0, within(2e-3));
    assertThat(weight).isPositive();
  }

  private static double difference(SoftmaxRegression learned, float at) {
    double[] logits = learned.logits(new float[] {at});
    return logits[1] - logits[0];
  }
}
