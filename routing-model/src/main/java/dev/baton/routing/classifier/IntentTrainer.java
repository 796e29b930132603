package dev.baton.routing.classifier;

import dev.baton.vectors.SentenceEmbedder;
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
 * same lessons in the same order give the same model. Thread-safe.
 */
public final class IntentTrainer {

  /** Counts up when the same lessons would give another model. */
  private static final String METHOD = "softmax-centres-3";

  private static final int DIGEST_CHARS = 16;

  private final SentenceEmbedder embedder;
  private final SentenceEmbedder ofExamples;

  /** A trainer whose models embed texts with this embedder. */
  public IntentTrainer(SentenceEmbedder embedder) {
    this(embedder, embedder);
  }

  /**
   * A trainer that knows the vectors of some examples from elsewhere.
   *
   * @param embedder what its models embed texts with
   * @param ofExamples embeds what is learned, with the same model
   */
  public IntentTrainer(SentenceEmbedder embedder, SentenceEmbedder ofExamples) {
    this.embedder = embedder;
    this.ofExamples = ofExamples;
  }

  /**
   * Learns.
   *
   * @param lessons of at least two labels; five to ten examples of each are useful, two are
   *     possible. Where nothing is held out, the model is calibrated by cross-validation over the
   *     examples
   * @throws IllegalArgumentException if there are fewer than two labels, or an unknown one is held
   *     out
   */
  public IntentModel train(LessonPlan lessons) {
    List<String> labels =
        List.copyOf(new TreeSet<>(lessons.examples().stream().map(LabelledText::label).toList()));
    if (labels.size() < 2) {
      throw new IllegalArgumentException(
          "examples: of %d labels (expected: at least 2)".formatted(labels.size()));
    }
    List<LabelledText> described =
        lessons.descriptions().stream().filter(text -> labels.contains(text.label())).toList();
    List<LabelledText> learned = new ArrayList<>(lessons.examples());
    learned.addAll(described);
    Examples all = examples(learned, labels, ofExamples);
    Classes classes = Classes.learn(labels, all.vectors(), all.classes());
    HeldOut judged =
        lessons.heldOut().isEmpty()
            ? new CrossValidation(labels).judge(all, lessons.examples().size())
            : HeldOut.of(classes, examples(lessons.heldOut(), labels, embedder));
    return new IntentModel(embedder, classes, judged.calibrate(), digest(learned, lessons));
  }

  private static Examples examples(
      List<LabelledText> texts, List<String> labels, SentenceEmbedder embedder) {
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

  private String digest(List<LabelledText> learned, LessonPlan lessons) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<String> parts =
          new ArrayList<>(
              List.of(
                  METHOD,
                  embedder.model(),
                  Integer.toString(lessons.examples().size()),
                  Integer.toString(learned.size())));
      Stream.concat(learned.stream(), lessons.heldOut().stream())
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
