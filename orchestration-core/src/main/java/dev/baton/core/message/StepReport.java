package dev.baton.core.message;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of one step of a run.
 *
 * @param step the step's path
 * @param role the role that worked on it; the last one where it fell back
 * @param status SUCCEEDED, PARTIAL, SKIPPED, FAILED or CANCELLED
 * @param rounds rounds it took
 * @param tasks tasks it had, over all rounds
 * @param attempts attempts it took, over all tasks
 * @param duration from its first dispatch to its end
 * @param usage what its tasks cost
 * @param compensation what became of its outside effects, where the run ended cancelled or failed
 */
public record StepReport(
    String step,
    String role,
    String status,
    int rounds,
    int tasks,
    int attempts,
    Duration duration,
    Usage usage,
    Optional<String> compensation) {}
