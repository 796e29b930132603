package dev.baton.routing.classifier;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The penalised mean negative log-likelihood of examples, as a function of weights by class and
 * dimension, each class with its intercept last.
 */
final class Likelihood implements Lbfgs.Objective {

  /**
   * Sums that are taken side by side and added up in order. Fixed, for the order of sums must not
   * depend on the cores.
   */
  private static final int PARTS = 8;

  private final List<RowBlock> blocks;
  private final int classes;
  private final double penalty;
  private final int rows;

  /**
   * A function.
   *
   * @param blocks the examples, at least one
   * @param penalty strength of the L2 penalty, > 0
   */
  Likelihood(List<RowBlock> blocks, int classes, double penalty) {
    this.blocks = List.copyOf(blocks);
    this.classes = classes;
    this.penalty = penalty;
    this.rows = blocks.stream().mapToInt(RowBlock::size).sum();
  }

  /** The weights of each class. */
  static float[][] byClass(double[] point, int classes) {
    int length = point.length / classes;
    float[][] weights = new float[classes][length];
    for (int k = 0; k < classes; k++) {
      for (int d = 0; d < length; d++) {
        weights[k][d] = (float) point[k * length + d];
      }
    }
    return weights;
  }

  @Override
  public double evaluate(double[] point, double[] gradient) {
    float[][] weights = byClass(point, classes);
    int each = (blocks.size() + PARTS - 1) / PARTS;
    Part[] parts =
        IntStream.range(0, (blocks.size() + each - 1) / each)
            .parallel()
            .mapToObj(part -> new Part(weights, blocks, part * each, each))
            .toArray(Part[]::new);
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (Part part : parts) {
      loss += part.loss;
      part.addTo(gradient);
    }
    return loss / rows + penalise(point, gradient);
  }

  /** Turns the gradient's sums into means and adds what the penalty contributes. */
  private double penalise(double[] point, double[] gradient) {
    int length = point.length / classes;
    double squares = 0;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= rows;
      boolean intercept = i % length == length - 1;
      if (!intercept) {
        gradient[i] += penalty * point[i];
        squares += point[i] * point[i];
      }
    }
    return penalty / 2 * squares;
  }

  /** What some blocks contribute. */
  private static final class Part {
    private final float[][] gradient;
    private double loss;

    Part(float[][] weights, List<RowBlock> blocks, int from, int count) {
      this.gradient = new float[weights.length][weights[0].length];
      for (RowBlock block : blocks.subList(from, Math.min(blocks.size(), from + count))) {
        float[][] logits = block.logits(weights);
        loss += block.toErrors(logits);
        block.spread(logits, gradient);
      }
    }

    void addTo(double[] sum) {
      int length = gradient[0].length;
      for (int k = 0; k < gradient.length; k++) {
        for (int d = 0; d < length; d++) {
          sum[k * length + d] += gradient[k][d];
        }
      }
    }
  }
}
