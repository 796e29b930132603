package dev.baton.core.message;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import java.time.Instant;
import java.util.List;

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
 * @param earlier what earlier executions of the same attempt have cost; they may have died before
 *     they could say it
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
    ResultBody body,
    List<EarlierExecution> earlier) {

  /** Copies the list. */
  public Result {
    earlier = List.copyOf(earlier);
  }

  /** A result of an attempt that no other execution has tried. */
  public Result(
      TaskId taskId,
      RunId runId,
      int attempt,
      String executionId,
      String worker,
      Instant at,
      Instant startedAt,
      Usage usage,
      ResultBody body) {
    this(taskId, runId, attempt, executionId, worker, at, startedAt, usage, body, List.of());
  }
}
