package dev.baton.core.message;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;

/**
 * Which task of which run a child run carries out.
 *
 * @param runId the parent run
 * @param taskId the parent's task
 * @param attempt the attempt of that task
 * @param depth how deep the child is nested: 2 for the child of a run that has no parent
 */
public record ParentLink(RunId runId, TaskId taskId, int attempt, int depth) {}
