package dev.baton.core.message;

import java.util.List;
import java.util.Optional;

/**
 * The router's decision for one request.
 *
 * @param kind an agent, a workflow, or none where the request is refused
 * @param target role or workflow name; empty for none
 * @param stage which stage decided
 * @param rule the rule that matched
 * @param confidence how sure the stage is, 0 to 1
 * @param runnerUp what would have been chosen otherwise
 * @param reason why, in plain words
 * @param routerVersion version and digest of the router's configuration
 * @param scores the classifier's most probable targets, best first; empty where it was not asked
 * @param scope the share of known requests that look at least as foreign, 0 to 1
 * @param threshold a scope below is taken for foreign
 * @param margin how far the best target is ahead of the next one, 0 to 1
 * @param leastMargin a margin below is taken for undecided
 * @param intents the targets that the parts of the request ask for, where they ask for several
 * @param classifierVersion digest of what the classifier had learned
 * @param latencyMicros how long the decision took, in microseconds
 */
public record Route(
    RouteKind kind,
    String target,
    RouteStage stage,
    Optional<String> rule,
    Optional<Double> confidence,
    Optional<String> runnerUp,
    String reason,
    String routerVersion,
    List<RouteScore> scores,
    Optional<Double> scope,
    Optional<Double> threshold,
    Optional<Double> margin,
    Optional<Double> leastMargin,
    List<String> intents,
    Optional<String> classifierVersion,
    Optional<Long> latencyMicros) {

  /** Copies the lists. */
  public Route {
    scores = List.copyOf(scores);
    intents = List.copyOf(intents);
  }

  /** A decision that no classifier had a part in. */
  public static Route plain(
      RouteKind kind, String target, RouteStage stage, String reason, String routerVersion) {
    return new Route(
        kind,
        target,
        stage,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        reason,
        routerVersion,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
