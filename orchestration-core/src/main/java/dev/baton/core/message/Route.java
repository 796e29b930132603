package dev.baton.core.message;

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
 */
public record Route(
    RouteKind kind,
    String target,
    RouteStage stage,
    Optional<String> rule,
    Optional<Double> confidence,
    Optional<String> runnerUp,
    String reason,
    String routerVersion) {}
