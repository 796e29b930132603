package dev.baton.router.classification;

import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.Target;
import dev.baton.routing.classifier.LabelledText;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to learn from a catalog: every example of a card or of a workflow's latest version,
 * labelled with its target.
 *
 * @param texts in the order of their targets
 */
record Lessons(List<LabelledText> texts) {

  /** Bounds the time of learning. */
  static final int MAX_EXAMPLES_PER_TARGET = 1_000;

  /** Copies the list. */
  Lessons {
    texts = List.copyOf(texts);
  }

  static Lessons of(Catalog catalog) {
    List<LabelledText> texts = new ArrayList<>();
    for (String name : catalog.targets()) {
      Target target = Target.parse(name).orElseThrow();
      catalog.examples(target).stream()
          .filter(example -> !example.isBlank())
          .distinct()
          .limit(MAX_EXAMPLES_PER_TARGET)
          .forEach(example -> texts.add(new LabelledText(cut(example), name)));
    }
    return new Lessons(texts);
  }

  /** An example is read as far as a goal is. */
  private static String cut(String example) {
    return ReadableGoal.of(example).map(ReadableGoal::beginning).orElse(example);
  }

  long labels() {
    return texts.stream().map(LabelledText::label).distinct().count();
  }
}
