package dev.baton.simulation.cluster;

import dev.baton.schemas.Result;

/**
 * A record of a role's results topic.
 *
 * @param role whose topic it came by
 * @param result what was said
 */
public record Said(String role, Result result) {}
