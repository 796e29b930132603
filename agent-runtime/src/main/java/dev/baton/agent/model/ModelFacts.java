package dev.baton.agent.model;

import java.util.Optional;

/**
 * What is set about a model; what is not set, its protocol may know.
 *
 * @param price what its tokens cost
 * @param window how many tokens it takes at most, in and out together
 */
public record ModelFacts(Optional<ModelPrice> price, Optional<Integer> window) {}
