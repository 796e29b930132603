package dev.baton.routing.classifier;

import dev.baton.routing.embedding.SentenceEmbedder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Learns which label a text belongs to: sentence embeddings, multinomial logistic regression,
 * temperature scaling, and a conformal measure of what is foreign. Nothing is left to chance: the
 * same examples in the same order give the same model. Thread-safe.
 */
public final class IntentTrainer {

  /** Counts up when the same examples would give another model. */
  private static final String METHOD = "softmax-centres-1";

  private static final int DIGEST_CHARS = 16;

  private final SentenceEmbedder embedder;

  /** A trainer whose models embed texts with this embedder. */
  public IntentTrainer(SentenceEmbedder embedder) {
    this.embedder = embedder;
  }

  /**
   * Learns.
   *
   * @param examples of at least two labels; five to ten of each are useful, two are possible
   * @param heldOut examples to calibrate on that are not learned from; where there are none, the
   *     model is calibrated by cross-validation
   * @throws IllegalArgumentException if there are fewer than two labels, or an unknown one is held
   *     out
   */
  public IntentModel train(List<LabelledText> examples, List<LabelledText> heldOut) {
    List<String> labels =
        List.copyOf(new TreeSet<>(examples.stream().map(LabelledText::label).toList()));
    if (labels.size() < 2) {
      throw new IllegalArgumentException(
          "examples: of %d labels (expected: at least 2)".formatted(labels.size()));
    }
    Examples known = examples(examples, labels);
    Classes classes = Classes.learn(labels, known.vectors(), known.classes());
    HeldOut judged =
        heldOut.isEmpty()
            ? new CrossValidation(labels).judge(known)
            : HeldOut.of(classes, examples(heldOut, labels));
    return new IntentModel(embedder, classes, judged.calibrate(), digest(examples, heldOut));
  }

  private Examples examples(List<LabelledText> texts, List<String> labels) {
    int[] classes = new int[texts.size()];
    for (int i = 0; i < classes.length; i++) {
      String label = texts.get(i).label();
      classes[i] = labels.indexOf(label);
      if (classes[i] < 0) {
        throw new IllegalArgumentException(
            "held-out label: '%s' (expected: one that is learned)".formatted(label));
      }
    }
    return new Examples(embedder.embed(texts.stream().map(LabelledText::text).toList()), classes);
  }

  private String digest(List<LabelledText> examples, List<LabelledText> heldOut) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<String> parts =
          new ArrayList<>(List.of(METHOD, embedder.model(), Integer.toString(examples.size())));
      Stream.concat(examples.stream(), heldOut.stream())
          .forEach(text -> {
            parts.add(text.text());
            parts.add(text.label());
          });
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing (every Java platform has it)", e);
    }
  }
}
