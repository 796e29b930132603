package dev.baton.agent.journal;

import dev.baton.schemas.Task;

/**
 * One worker's go at one attempt of a task.
 *
 * @param task the task
 * @param executionId a random UUID, never used twice
 */
public record ExecutionIdentity(Task task, String executionId) {}
