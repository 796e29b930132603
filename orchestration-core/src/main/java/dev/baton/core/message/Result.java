package dev.baton.core.message;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import java.time.Instant;

/**
 * What a worker says about one attempt.
 *
 * @param taskId which task
 * @param runId which run
 * @param attempt which attempt
 * @param executionId this worker's go at the attempt
 * @param worker the worker's name
 * @param at when it was said, by the worker's clock
 * @param startedAt when the work began, by the worker's clock
 * @param usage what the execution has cost so far
 * @param body what is said
 */
public record Result(
    TaskId taskId,
    RunId runId,
    int attempt,
    String executionId,
    String worker,
    Instant at,
    Instant startedAt,
    Usage usage,
    ResultBody body) {}
