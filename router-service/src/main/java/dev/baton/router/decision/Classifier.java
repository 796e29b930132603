package dev.baton.router.decision;

import dev.baton.routing.classifier.Prediction;
import java.util.List;

/** Knows by its words where a request belongs. Thread-safe. */
public interface Classifier {

  /** What the classifier says about a goal. */
  Reading read(String goal);

  /**
   * Makes ready for goals that will be read next: together they take less time than one by one.
   * What is read of them stays the same.
   */
  default void foresee(List<String> goals) {}

  /** A classifier that never says anything. */
  static Classifier silent(String why) {
    return _ -> new Silent(why);
  }

  /** What a classifier says. */
  sealed interface Reading {}

  /**
   * Nothing.
   *
   * @param why in words that go on after "the classifier"
   */
  record Silent(String why) implements Reading {}

  /**
   * What it found.
   *
   * @param whole about the whole goal; labels are targets in their written form
   * @param parts about each part, where the goal has several
   * @param version digest of what was learned
   */
  record Read(Prediction whole, List<Prediction> parts, String version) implements Reading {

    /** Copies the list. */
    public Read {
      parts = List.copyOf(parts);
    }
  }
}
