package dev.baton.vectors;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Between which numbers the sentence model works before each of its products. The published model
 * measures that anew in all that it reads at once; but it hardly differs from text to text, for the
 * ends come from a few numbers that are always about as great.
 *
 * <p>The table was measured with the published weights over 1 500 sentences of Baton's
 * documentation, 1 500 texts of Debian's package {@code fortunes} and 300 sequences of random word
 * pieces: of each kind, one text in a hundred may go beyond an end, and then counts as the end.
 * Immutable and thread-safe.
 */
final class ActivationRanges {

  private static final String MEASURED =
      """
      input-0 -2.857 6.353
      attention-0 -2.383 2.178
      sum-0 -8.291 34.039
      intermediate-0 -0.184 23.325
      input-1 -4.325 6.772
      attention-1 -2.417 2.634
      sum-1 -6.168 35.371
      intermediate-1 -0.183 15.357
      input-2 -4.757 7.259
      attention-2 -2.637 2.862
      sum-2 -9.018 34.551
      intermediate-2 -0.156 19.671
      input-3 -4.642 6.508
      attention-3 -4.002 2.270
      sum-3 -11.619 37.872
      intermediate-3 -0.214 27.021
      input-4 -5.176 6.840
      attention-4 -2.549 2.661
      sum-4 -15.228 31.695
      intermediate-4 -0.212 26.793
      input-5 -5.142 7.233
      attention-5 -2.162 2.124
      sum-5 -16.475 31.859
      intermediate-5 -0.208 26.252
      input-6 -5.032 7.967
      attention-6 -2.142 2.303
      sum-6 -15.909 24.277
      intermediate-6 -0.189 10.243
      input-7 -6.142 8.972
      attention-7 -1.906 2.276
      sum-7 -13.472 28.406
      intermediate-7 -0.179 6.040
      input-8 -5.977 7.073
      attention-8 -2.603 2.673
      sum-8 -16.508 17.630
      intermediate-8 -0.182 8.129
      input-9 -6.274 6.492
      attention-9 -6.764 2.691
      sum-9 -18.450 15.661
      intermediate-9 -0.183 8.534
      input-10 -5.606 6.018
      attention-10 -2.830 2.788
      sum-10 -10.518 11.787
      intermediate-10 -0.178 5.851
      input-11 -4.526 6.131
      attention-11 -3.790 3.405
      sum-11 -3.680 4.846
      intermediate-11 -0.173 1.702
      """;

  private final Map<String, Range> ranges;

  private ActivationRanges(Map<String, Range> ranges) {
    this.ranges = ranges;
  }

  /** The ranges of the bundled model. */
  static ActivationRanges measured() {
    return new ActivationRanges(
        MEASURED
            .lines()
            .map(line -> line.split(" "))
            .collect(
                Collectors.toUnmodifiableMap(
                    parts -> parts[0],
                    parts -> new Range(Float.parseFloat(parts[1]), Float.parseFloat(parts[2])))));
  }

  /** The names of all ranges, layer by layer. */
  static List<String> stages() {
    return IntStream.range(0, BgeGraph.LAYERS)
        .boxed()
        .flatMap(layer -> Stream.of(BgeGraph.Stage.values()).map(stage -> stage.of(layer)))
        .toList();
  }

  /**
   * Two ends.
   *
   * @param least below 0
   * @param greatest above 0
   */
  record Range(float least, float greatest) {

    private static final int STEPS = 255;

    Range {
      if (!(least < 0 && greatest > 0)) {
        throw new IllegalArgumentException(
            "range: %s to %s (expected: around 0)".formatted(least, greatest));
      }
    }

    /** What one step between the whole numbers 0 to 255 stands for. */
    float scale() {
      return (greatest - least) / STEPS;
    }

    /** The whole number that stands for 0. */
    int zeroPoint() {
      return Math.round(-least / scale());
    }
  }

  Range of(String stage) {
    Range range = ranges.get(stage);
    if (range == null) {
      throw new IllegalArgumentException(stage + " has no range");
    }
    return range;
  }
}
