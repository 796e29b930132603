package dev.baton.agent.evidence;

import java.util.Optional;

/**
 * A citation that a reviewer could not confirm.
 *
 * @param place where the draft says the words stand
 * @param moved where they stand in fact; empty where they stand nowhere in the file
 */
public record FlaggedCitation(Place place, Optional<Place> moved) {}
