package dev.baton.cli.client;

import dev.baton.schemas.Answer;
import dev.baton.schemas.Route;
import java.time.Instant;
import java.util.Optional;

/**
 * One run in a list of runs.
 *
 * @param runId its id
 * @param startedAt when its request was applied
 * @param goal what was asked
 * @param route where it went
 * @param answer its answer, once it has one
 */
public record RunSummary(
    String runId, Instant startedAt, String goal, Optional<Route> route, Optional<Answer> answer) {}
