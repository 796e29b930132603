package dev.baton.core.workflow;

import java.time.Duration;
import java.util.Optional;

/**
 * What takes a step's outside effect back when its run ends cancelled or failed.
 *
 * @param agent who does it
 * @param skill which of the role's skills; absent means the card's first
 * @param objective what is to be achieved; absent means that the step's effect is to be taken back
 * @param timeout work allowed per attempt; absent means the card's limit
 */
public record Compensation(
    String agent, Optional<String> skill, Optional<String> objective, Optional<Duration> timeout) {}
