package dev.baton.routing.classifier;

import java.util.List;

/**
 * What a model is to learn.
 *
 * @param examples texts that belong to a label
 * @param descriptions what a label is about, in its own words: learned beside the examples, which
 *     it helps most where they are few, and never judged. One of a label without examples is left
 *     out
 * @param heldOut examples to calibrate on that are not learned from; may be empty
 */
public record LessonPlan(
    List<LabelledText> examples, List<LabelledText> descriptions, List<LabelledText> heldOut) {

  /** Copies the lists. */
  public LessonPlan {
    examples = List.copyOf(examples);
    descriptions = List.copyOf(descriptions);
    heldOut = List.copyOf(heldOut);
  }

  /** Examples and nothing else. */
  public static LessonPlan of(List<LabelledText> examples) {
    return new LessonPlan(examples, List.of(), List.of());
  }

  /** The same with examples to calibrate on. */
  public LessonPlan calibratedOn(List<LabelledText> other) {
    return new LessonPlan(examples, descriptions, other);
  }
}
