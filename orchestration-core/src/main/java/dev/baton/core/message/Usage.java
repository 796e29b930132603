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

  /** Tokens or money that no execution spends; many times as much still is a number. */
  private static final long MOST = 1_000_000_000_000L;

  private static final int MOST_CALLS = 10_000_000;
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Copies the list. */
  public Usage {
    models = List.copyOf(models);
  }

  /**
   * The same with each number between nothing and what no execution can reach. Whoever reports more
   * errs or lies, and sums of such numbers would turn negative.
   */
  public Usage bounded() {
    return new Usage(
        Math.clamp(inputTokens, 0L, MOST),
        Math.clamp(outputTokens, 0L, MOST),
        Math.clamp(cachedTokens, 0L, MOST),
        Math.clamp(costMicros, 0L, MOST),
        Math.clamp(modelCalls, 0, MOST_CALLS),
        Math.clamp(toolCalls, 0, MOST_CALLS),
        bounded(duration),
        models);
  }

  private static int sum(int left, int right) {
    return Math.clamp((long) left + right, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static Duration bounded(Duration time) {
    if (time.isNegative()) {
      return Duration.ZERO;
    }
    return time.compareTo(LONGEST) > 0 ? LONGEST : time;
  }

  /** Both together. Commutative and associative. */
  public Usage plus(Usage other) {
    return new Usage(
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        cachedTokens + other.cachedTokens,
        costMicros + other.costMicros,
        sum(modelCalls, other.modelCalls),
        sum(toolCalls, other.toolCalls),
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
