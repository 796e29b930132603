package dev.baton.routing.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
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

  /** With few classes rounding is too small to see: 150 of them drift by a hundredth. */
  @Test
  void logitsOfAllClassesAreZeroOnAverage() {
    int classes = 150;
    for (long seed = 1; seed <= 3; seed++) {
      Random random = new Random(seed);
      float[][] centres = unitVectors(classes, random);
      float[][] rows = unitVectors(8 * classes, random);
      int[] labels = new int[rows.length];
      for (int n = 0; n < rows.length; n++) {
        labels[n] = n % classes;
        for (int d = 0; d < rows[n].length; d++) {
          rows[n][d] += centres[labels[n]][d];
        }
      }

      double[] logits = SoftmaxRegression.train(rows, labels, classes, 1e-5).logits(rows[0]);

      assertThat(Arrays.stream(logits).average().orElseThrow())
          .as("seed %d", seed)
          .isCloseTo(0, within(1e-4));
      assertThat(logits[0]).as("seed %d", seed).isGreaterThan(5);
    }
  }

  private static float[][] unitVectors(int count, Random random) {
    float[][] vectors = new float[count][64];
    for (float[] vector : vectors) {
      double squares = 0;
      for (int d = 0; d < vector.length; d++) {
        vector[d] = (float) random.nextGaussian();
        squares += vector[d] * vector[d];
      }
      for (int d = 0; d < vector.length; d++) {
        vector[d] /= (float) Math.sqrt(squares);
      }
    }
    return vectors;
  }

  private static double difference(SoftmaxRegression learned, float at) {
    double[] logits = learned.logits(new float[] {at});
    return logits[1] - logits[0];
  }
}
