package dev.baton.routing.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TemperatureTests {

  @Test
  void findsTheTemperatureThatTheLabelsWereDrawnWith() {
    Random random = new Random(7);
    double truth = 2.5;
    double[][] logits = new double[20_000][3];
    int[] labels = new int[logits.length];
    for (int i = 0; i < logits.length; i++) {
      for (int k = 0; k < 3; k++) {
        logits[i][k] = random.nextGaussian() * 4;
      }
      labels[i] = draw(new Temperature(truth).probabilities(logits[i]), random.nextDouble());
    }

    assertThat(Temperature.fit(logits, labels).value()).isCloseTo(truth, within(0.15));
  }

  private static int draw(double[] probabilities, double chance) {
    double sum = probabilities[0];
    int label = 0;
    while (sum < chance && label < probabilities.length - 1) {
      label++;
      sum += probabilities[label];
    }
    return label;
  }

  @Test
  void nothingHeldOutLeavesTheLogitsAsTheyAre() {
    assertThat(Temperature.fit(new double[0][], new int[0])).isEqualTo(Temperature.NONE);
  }

  @Test
  void largeLogitsDoNotOverflow() {
    assertThat(new Temperature(0.01).probabilities(new double[] {800, -800})).containsExactly(1, 0);
  }
}
