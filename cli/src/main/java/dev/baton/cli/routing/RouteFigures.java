package dev.baton.cli.routing;

import dev.baton.router.comparison.RouteComparison;
import dev.baton.router.comparison.Verdict;
import dev.baton.schemas.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What runs cost and how long they took, by where they were routed to: the mean over the answers of
 * the time looked at. Not thread-safe.
 */
public final class RouteFigures {

  private final Map<String, Sum> sums = new HashMap<>();

  private static final class Sum {
    private long runs;
    private long costMicros;
    private long millis;
  }

  /**
   * A mean over runs.
   *
   * @param costMicros money in millionths of the installation's currency
   * @param millis from the run's start to its answer
   */
  public record Mean(double costMicros, double millis) {}

  /**
   * What changed routes would change.
   *
   * @param costMicros money in millionths of the installation's currency; below 0 is cheaper
   * @param millis time of all these runs together; below 0 is faster
   * @param requests whom this counts
   * @param unknown changed requests of which one route has no answer yet
   */
  public record Difference(double costMicros, double millis, long requests, long unknown) {}

  /** Counts one run. */
  public void add(Answer answer) {
    Sum sum = sums.computeIfAbsent(Verdict.of(answer.getRoute(), null).target(), _ -> new Sum());
    sum.runs++;
    sum.costMicros += answer.getUsage().getCostMicros();
    sum.millis += Duration.between(answer.getStartedAt(), answer.getFinishedAt()).toMillis();
  }

  /** The mean of a target; a refused request costs nothing. */
  Optional<Mean> of(String target) {
    if (target.startsWith("refused:")) {
      return Optional.of(new Mean(0, 0));
    }
    return Optional.ofNullable(sums.get(target))
        .map(sum -> new Mean((double) sum.costMicros / sum.runs, (double) sum.millis / sum.runs));
  }

  /** What the changes of a comparison would amount to if every run were like the mean. */
  public Difference difference(RouteComparison comparison) {
    double costMicros = 0;
    double millis = 0;
    long known = 0;
    long unknown = 0;
    for (Map.Entry<RouteComparison.Move, Long> move : comparison.moves().entrySet()) {
      if (move.getKey().isChange()) {
        Optional<Mean> from = of(move.getKey().from());
        Optional<Mean> to = of(move.getKey().to());
        long count = move.getValue();
        if (from.isPresent() && to.isPresent()) {
          costMicros += count * (to.get().costMicros() - from.get().costMicros());
          millis += count * (to.get().millis() - from.get().millis());
          known += count;
        } else {
          unknown += count;
        }
      }
    }
    return new Difference(costMicros, millis, known, unknown);
  }
}
