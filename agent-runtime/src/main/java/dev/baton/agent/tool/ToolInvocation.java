package dev.baton.agent.tool;

import dev.baton.schemas.Task;
import java.time.Instant;

/**
 * One call to a tool.
 *
 * @param argumentsJson a JSON object
 * @param task the task for which it is called
 * @param idempotencyKey stable for the same call of the same task: hash of taskId, tool, canonical
 *     arguments and occurrence
 * @param deadline when the output is worth nothing any more
 */
public record ToolInvocation(
    String argumentsJson, Task task, String idempotencyKey, Instant deadline) {}
