package dev.baton.routing.classifier;

import java.util.List;

/**
 * What a model says about a text.
 *
 * @param scores all labels, the most probable first, equal ones by name; at least two
 * @param scope the share of texts that belong to the labels and look at least as foreign as this
 *     one, 0 to 1: at a threshold of 0.05 one in twenty of them is taken for foreign
 */
public record Prediction(List<Score> scores, double scope) {

  /** Copies the list. */
  public Prediction {
    scores = List.copyOf(scores);
  }

  /** The most probable label. */
  public Score best() {
    return scores.getFirst();
  }

  /** How far the best label is ahead of the next one, 0 to 1. */
  public double margin() {
    return scores.get(0).probability() - scores.get(1).probability();
  }
}
