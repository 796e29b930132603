package dev.baton.router.classification;

import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.Target;
import dev.baton.routing.classifier.LabelledText;
import dev.baton.routing.classifier.LessonPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to learn from a catalog: every example of a card or of a workflow's latest version,
 * labelled with its target, and what the card or workflow says that it is for.
 *
 * @param examples in the order of their targets
 * @param descriptions of the targets with examples
 */
record Lessons(List<LabelledText> examples, List<LabelledText> descriptions) {

  /** Bounds the time of learning. */
  static final int MAX_EXAMPLES_PER_TARGET = 1_000;

  /** Copies the lists. */
  Lessons {
    examples = List.copyOf(examples);
    descriptions = List.copyOf(descriptions);
  }

  static Lessons of(Catalog catalog) {
    List<LabelledText> examples = new ArrayList<>();
    List<LabelledText> descriptions = new ArrayList<>();
    for (String name : catalog.targets()) {
      Target target = Target.parse(name).orElseThrow();
      List<String> own =
          catalog.examples(target).stream()
              .filter(example -> !example.isBlank())
              .distinct()
              .limit(MAX_EXAMPLES_PER_TARGET)
              .toList();
      own.forEach(example -> examples.add(new LabelledText(cut(example), name)));
      String description = catalog.description(target);
      if (!own.isEmpty() && !description.isBlank()) {
        descriptions.add(new LabelledText(cut(description), name));
      }
    }
    return new Lessons(examples, descriptions);
  }

  /** An example is read as far as a goal is. */
  private static String cut(String example) {
    return ReadableGoal.of(example).map(ReadableGoal::beginning).orElse(example);
  }

  LessonPlan plan() {
    return new LessonPlan(examples, descriptions, List.of());
  }

  long labels() {
    return examples.stream().map(LabelledText::label).distinct().count();
  }
}
