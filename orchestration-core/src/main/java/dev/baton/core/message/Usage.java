package dev.baton.core.message;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/**
 * What a piece of work has cost.
 *
 * @param inputTokens tokens sent to models
 * @param outputTokens tokens received from models
 * @param cachedTokens part of the input tokens that a provider served from its prompt cache
 * @param costMicros money in millionths of the installation's currency
 * @param modelCalls calls to models
 * @param toolCalls calls to tools
 * @param duration time of work, queueing excluded
 * @param models names of the models that were called, sorted
 */
public record Usage(
    long inputTokens,
    long outputTokens,
    long cachedTokens,
    long costMicros,
    int modelCalls,
    int toolCalls,
    Duration duration,
    List<String> models) {
  /** Nothing spent. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, Duration.ZERO, List.of());

  /** Copies the list. */
  public Usage {
    models = List.copyOf(models);
  }

  /** Both together. Commutative and associative. */
  public Usage plus(Usage other) {
    return new Usage(
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        cachedTokens + other.cachedTokens,
        costMicros + other.costMicros,
        modelCalls + other.modelCalls,
        toolCalls + other.toolCalls,
        duration.plus(other.duration),
        union(models, other.models));
  }

  /** What was spent beyond an earlier report of the same execution; never negative. */
  public Usage beyond(Usage earlier) {
    return new Usage(
        Math.max(0, inputTokens - earlier.inputTokens),
        Math.max(0, outputTokens - earlier.outputTokens),
        Math.max(0, cachedTokens - earlier.cachedTokens),
        Math.max(0, costMicros - earlier.costMicros),
        Math.max(0, modelCalls - earlier.modelCalls),
        Math.max(0, toolCalls - earlier.toolCalls),
        duration.compareTo(earlier.duration) > 0 ? duration.minus(earlier.duration) : Duration.ZERO,
        models);
  }

  /** The larger of two reports of one execution, bound by bound. */
  public Usage atLeast(Usage earlier) {
    return earlier.plus(beyond(earlier));
  }

  /** Tokens in and out. */
  public long tokens() {
    return inputTokens + outputTokens;
  }

  private static List<String> union(List<String> left, List<String> right) {
    if (right.isEmpty() || left.containsAll(right)) {
      return left;
    }
    if (left.isEmpty() && right.size() == 1) {
      return right;
    }
    TreeSet<String> all = new TreeSet<>(left);
    all.addAll(right);
    return List.copyOf(all);
  }
}
