package dev.baton.routing.classifier;

import dev.baton.vectors.SentenceEmbedder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was learned from examples. Immutable and thread-safe. */
public final class IntentModel {

  /** One in twenty texts that belong is given up so that foreign ones are caught. */
  public static final double DEFAULT_THRESHOLD = 0.05;

  private static final Comparator<Score> MOST_PROBABLE_FIRST =
      Comparator.comparingDouble(Score::probability).reversed().thenComparing(Score::label);

  private final SentenceEmbedder embedder;
  private final Classes classes;
  private final Temperature temperature;
  private final Familiarity familiarity;
  private final String digest;

  IntentModel(SentenceEmbedder embedder, Classes classes, Calibration calibration, String digest) {
    this.embedder = embedder;
    this.classes = classes;
    this.temperature = calibration.temperature();
    this.familiarity = calibration.familiarity();
    this.digest = digest;
  }

  /** What held-out texts say about how far a model can be trusted. */
  record Calibration(Temperature temperature, Familiarity familiarity) {}

  /** Names what the model was learned from and how, 16 hexadecimal digits. */
  public String digest() {
    return digest;
  }

  /** What the model says about a text. */
  public Prediction predict(String text) {
    return predict(List.of(text)).getFirst();
  }

  /**
   * Has the vectors of texts made together that are asked about next. Useful where the embedder
   * remembers them.
   */
  public void foresee(List<String> texts) {
    if (!texts.isEmpty()) {
      embedder.embed(texts);
    }
  }

  /** What the model says about some texts, in their order; faster than one by one. */
  public List<Prediction> predict(List<String> texts) {
    List<Prediction> predictions = new ArrayList<>(texts.size());
    for (float[] vector : embedder.embed(texts)) {
      Classes.Raw raw = classes.judge(vector);
      double[] probabilities = temperature.probabilities(raw.logits());
      List<Score> scores = new ArrayList<>(probabilities.length);
      for (int k = 0; k < probabilities.length; k++) {
        scores.add(new Score(classes.labels().get(k), probabilities[k]));
      }
      scores.sort(MOST_PROBABLE_FIRST);
      predictions.add(new Prediction(scores, familiarity.scope(raw.signs())));
    }
    return predictions;
  }
}
