package dev.baton.core.message;

/**
 * How probable the router's classifier found one target.
 *
 * @param target agent:ROLE or workflow:NAME
 * @param probability calibrated, 0 to 1
 */
public record RouteScore(String target, double probability) {}
