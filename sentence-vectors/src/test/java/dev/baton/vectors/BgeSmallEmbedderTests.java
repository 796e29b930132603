package dev.baton.vectors;

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

  @Test
  void aTextHasTheSameVectorAloneAndInAnyCompany() {
    List<String> texts =
        List.of(
            "Why is the nightly import slow?",
            "don't [UNK] schrödinger's ∆ cat",
            "🎉",
            "a.b, ".repeat(400),
            "Draft a short note to the customer.",
            "Write a long letter to the supplier.",
            "Why is the nightly export slow?",
            "Draft a short note to the customer.");
    try (BgeSmallEmbedder embedder = new BgeSmallEmbedder()) {
      List<float[]> together = embedder.embed(texts);

      for (int i = 0; i < texts.size(); i++) {
        assertThat(together.get(i))
            .as(texts.get(i))
            .containsExactly(embedder.embed(List.of(texts.get(i))).getFirst());
        assertThat(cosine(together.get(i), together.get(i))).isCloseTo(1, within(1e-4));
      }
    }
  }

  @Test
  void fixedRangesChangeAVectorHardlyMoreThanRoundingDoes() throws Exception {
    List<String> texts =
        List.of(
            "Where is the retry back-off implemented?",
            "Draft a short note to the customer, and say that the refund is on its way.",
            "book me a table for four on friday",
            "What must be true before a worker acknowledges a task, and what happens after a crash?");
    try (BgeSmallEmbedder embedder = new BgeSmallEmbedder();
        ActivationSurvey published = new ActivationSurvey()) {
      for (String text : texts) {
        float[] vector = new float[BgeSmall.DIMENSIONS];
        published.read(text).vector().get(vector);

        assertThat(cosine(vector, embedder.embed(List.of(text)).getFirst()) / norm(vector))
            .as(text)
            .isGreaterThan(0.99);
      }
    }
  }

  private static double norm(float[] vector) {
    return Math.sqrt(cosine(vector, vector));
  }

  @Test
  void allOfALongTextIsRead() {
    String beginning = "The ship sails at dawn. ".repeat(150);
    try (BgeSmallEmbedder embedder = new BgeSmallEmbedder()) {
      List<float[]> vectors =
          embedder.embed(
              List.of(
                  beginning,
                  beginning + "Bread is baked in the oven. ".repeat(150),
                  "Bread is baked in the oven."));

      assertThat(cosine(vectors.get(1), vectors.get(2)))
          .isGreaterThan(cosine(vectors.get(0), vectors.get(2)) + 0.1);
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
