package dev.baton.cli.evaluation;

import dev.baton.core.id.Digests;
import dev.baton.routing.classifier.LabelledText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Labelled texts in three parts: to learn from, to choose thresholds on, to measure on.
 *
 * @param train to learn from
 * @param validation to calibrate and to choose thresholds on; may be empty
 * @param test to measure on
 */
public record DataSet(Part train, Part validation, Part test) {

  /**
   * One part.
   *
   * @param inScope texts that belong to a label
   * @param outOfScope texts that belong to none
   */
  public record Part(List<LabelledText> inScope, List<String> outOfScope) {

    /** Copies the lists. */
    public Part {
      inScope = List.copyOf(inScope);
      outOfScope = List.copyOf(outOfScope);
    }

    /** With so many examples of each label, drawn by the digests of seed and text. */
    private Part drawn(int perLabel, int seed) {
      Map<String, Integer> taken = new HashMap<>();
      Stream<LabelledText> inOrder =
          seed == 0
              ? inScope.stream()
              : inScope.stream()
                  .sorted(Comparator.comparing(text -> Digests.sha256(seed + " " + text.text())));
      return new Part(
          inOrder.filter(text -> taken.merge(text.label(), 1, Integer::sum) <= perLabel).toList(),
          outOfScope);
    }
  }

  /**
   * As somebody has it who has few examples: so many of each label to learn from, and nothing to
   * calibrate on but these.
   *
   * @param seed another one draws other examples; 0 takes the first ones in the order of the file
   */
  public DataSet withExamples(int perLabel, int seed) {
    return new DataSet(train.drawn(perLabel, seed), new Part(List.of(), List.of()), test);
  }
}
