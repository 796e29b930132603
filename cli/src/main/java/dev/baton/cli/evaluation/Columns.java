package dev.baton.cli.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the columns of a data set are called. Public sets name them differently and mean the same.
 */
final class Columns {

  static final Set<String> TEXT =
      Set.of("text", "utterance", "utt", "query", "sentence", "question");
  static final Set<String> LABEL = Set.of("label", "intent", "category", "class");
  static final Set<String> SPLIT = Set.of("split", "partition");

  /** For messages. */
  static final String EXPECTED = "text,label or text,label,split";

  private Columns() {}

  /** Which column has one of these names; -1 if none has. */
  static int find(List<String> heading, Set<String> names) {
    return IntStream.range(0, heading.size())
        .filter(i -> names.contains(heading.get(i).strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(-1);
  }
}
