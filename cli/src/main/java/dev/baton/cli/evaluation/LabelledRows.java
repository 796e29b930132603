package dev.baton.cli.evaluation;

import dev.baton.core.id.Digests;
import dev.baton.routing.classifier.LabelledText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Rows on their way into the parts of a data set. Rows without a part are divided label by label in
 * the order of their digests: of five, three to learn from, one to validate, one to test. So the
 * division depends on the texts alone.
 */
final class LabelledRows {

  private static final int FIFTHS = 5;
  private static final int VALIDATION_FIFTH = 3;

  private final String outOfScopeLabel;
  private final List<Row> rows = new ArrayList<>();

  private enum Split {
    TRAIN,
    VALIDATION,
    TEST,
    NONE
  }

  private record Row(String text, String label, Split split) {}

  LabelledRows(String outOfScopeLabel) {
    this.outOfScopeLabel = outOfScopeLabel;
  }

  /**
   * Adds a row.
   *
   * @param split train, val, validation or test; empty where the set is not divided
   * @throws IllegalArgumentException if text or label is empty or the split is unknown
   */
  void add(String text, String label, String split) {
    if (text.isBlank() || label.isBlank()) {
      throw new IllegalArgumentException(
          (text.isBlank() ? "text" : "label") + ": empty (expected: a text and its label)");
    }
    Split part =
        split(split)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "split: '%s' (expected: train, val or test)".formatted(split)));
    rows.add(new Row(text, label.strip(), part));
  }

  /** Whether this names one of the parts. */
  static boolean isSplit(String name) {
    return !name.isBlank() && split(name).isPresent();
  }

  private static Optional<Split> split(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "" -> Optional.of(Split.NONE);
      case "train" -> Optional.of(Split.TRAIN);
      case "val", "valid", "validation", "dev" -> Optional.of(Split.VALIDATION);
      case "test" -> Optional.of(Split.TEST);
      default -> Optional.empty();
    };
  }

  /**
   * The parts.
   *
   * @throws IllegalArgumentException if there is nothing to learn from or nothing to measure on
   */
  DataSet divide() {
    long undivided = rows.stream().filter(row -> row.split() == Split.NONE).count();
    if (undivided > 0 && undivided < rows.size()) {
      throw new IllegalArgumentException(
          "split: missing in %d of %d rows (expected: in all or none)"
              .formatted(undivided, rows.size()));
    }
    List<Row> divided = undivided == 0 ? rows : byDigest();
    DataSet set =
        new DataSet(
            part(divided, Split.TRAIN), part(divided, Split.VALIDATION), part(divided, Split.TEST));
    int labels = labels(set.train()).size();
    if (labels < 2 || set.test().inScope().isEmpty()) {
      throw new IllegalArgumentException(
          "%d labels to learn, %d texts to test (expected: at least 2 and 1)"
              .formatted(labels, set.test().inScope().size()));
    }
    requireLearned(set, set.validation());
    requireLearned(set, set.test());
    return set;
  }

  private static void requireLearned(DataSet set, DataSet.Part part) {
    NavigableSet<String> unknown = labels(part);
    unknown.removeAll(labels(set.train()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%d labels to validate or test, but none to learn, the first is '%s' (expected: texts of each to learn, or --out-of-scope with the label of what is foreign)"
              .formatted(unknown.size(), unknown.first()));
    }
  }

  private static NavigableSet<String> labels(DataSet.Part part) {
    return new TreeSet<>(part.inScope().stream().map(LabelledText::label).toList());
  }

  private List<Row> byDigest() {
    Map<String, Integer> seen = new HashMap<>();
    return rows.stream()
        .sorted(Comparator.comparing(row -> Digests.sha256(row.text())))
        .map(row -> {
          int place = (seen.merge(row.label(), 1, Integer::sum) - 1) % FIFTHS;
          Split split =
              place < VALIDATION_FIFTH
                  ? Split.TRAIN
                  : place == VALIDATION_FIFTH ? Split.VALIDATION : Split.TEST;
          return new Row(row.text(), row.label(), split);
        })
        .toList();
  }

  private DataSet.Part part(List<Row> divided, Split split) {
    List<LabelledText> inScope = new ArrayList<>();
    List<String> outOfScope = new ArrayList<>();
    for (Row row : divided) {
      if (row.split() == split) {
        if (row.label().equals(outOfScopeLabel)) {
          outOfScope.add(row.text());
        } else {
          inScope.add(new LabelledText(row.text(), row.label()));
        }
      }
    }
    return new DataSet.Part(inScope, outOfScope);
  }
}
