package dev.baton.routing.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BgeSmallEmbedderTests {

  @Test
  void bringsTextsOfOneMeaningTogether() {
    try (BgeSmallEmbedder embedder = new BgeSmallEmbedder()) {
      List<float[]> vectors =
          embedder.embed(
              List.of(
                  "Where is the retry back-off implemented?",
                  "Which class computes the delay between attempts?",
                  "The soup needs more salt."));

      assertThat(cosine(vectors.get(0), vectors.get(0))).isCloseTo(1, within(1e-4));
      assertThat(cosine(vectors.get(0), vectors.get(1)))
          .isGreaterThan(cosine(vectors.get(0), vectors.get(2)));
      assertThat(embedder.embed(List.of("🎉", "x".repeat(5_000)))).hasSize(2);
    }
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }
}
