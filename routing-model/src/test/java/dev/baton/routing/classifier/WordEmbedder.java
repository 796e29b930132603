package dev.baton.routing.classifier;

import dev.baton.vectors.SentenceEmbedder;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Sums one random direction for each word, near that of all words that differ in digits only. */
final class WordEmbedder implements SentenceEmbedder {

  private static final int DIMENSIONS = 64;

  @Override
  public String model() {
    return "words";
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return texts.stream().map(WordEmbedder::embed).toList();
  }

  private static float[] embed(String text) {
    float[] sum = new float[DIMENSIONS];
    for (String word : text.toLowerCase(Locale.ROOT).split("\\s+", -1)) {
      Random topic = new Random(word.replaceAll("[0-9]", "").hashCode());
      Random own = new Random(word.hashCode());
      for (int d = 0; d < DIMENSIONS; d++) {
        sum[d] += (float) (topic.nextGaussian() + own.nextGaussian());
      }
    }
    double length = 0;
    for (float value : sum) {
      length += value * value;
    }
    for (int d = 0; d < DIMENSIONS; d++) {
      sum[d] /= (float) Math.sqrt(length);
    }
    return sum;
  }
}
