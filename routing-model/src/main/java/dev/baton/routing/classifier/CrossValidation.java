package dev.baton.routing.classifier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns several times from all examples but a share, and judges that share. The examples of each
 * label take turns, so every share has its part of every label; a label with one example alone is
 * always learned and never judged.
 */
final class CrossValidation {

  private static final int FOLDS = 5;

  /** With more examples than this, one share says enough, and five times learning takes long. */
  private static final int MANY = 4_000;

  private final List<String> labels;

  CrossValidation(List<String> labels) {
    this.labels = labels;
  }

  /**
   * Judges the first of some examples; the others are learned in every round.
   *
   * @param judgeable how many are first
   */
  HeldOut judge(Examples examples, int judgeable) {
    int[] folds = folds(examples.classes(), judgeable);
    int rounds = judgeable > MANY ? 1 : FOLDS;
    HeldOut heldOut = new HeldOut(new ArrayList<>(), new ArrayList<>());
    IntStream.range(0, rounds)
        .parallel()
        .mapToObj(round -> round(examples, folds, round))
        .toList()
        .forEach(heldOut::addAll);
    return heldOut;
  }

  private HeldOut round(Examples examples, int[] folds, int round) {
    Examples judged = examples.where(i -> folds[i] == round);
    if (judged.classes().length == 0) {
      return new HeldOut(List.of(), List.of());
    }
    Examples rest = examples.where(i -> folds[i] != round);
    return HeldOut.of(Classes.learn(labels, rest.vectors(), rest.classes()), judged);
  }

  /** The share of each example; -1 for one that is never judged. */
  private int[] folds(int[] classes, int judgeable) {
    int[] sizes = new int[labels.size()];
    for (int i = 0; i < judgeable; i++) {
      sizes[classes[i]]++;
    }
    int[] seen = new int[labels.size()];
    int[] folds = new int[classes.length];
    for (int i = 0; i < classes.length; i++) {
      int label = classes[i];
      folds[i] = i >= judgeable || sizes[label] == 1 ? -1 : seen[label]++ % FOLDS;
    }
    return folds;
  }
}
