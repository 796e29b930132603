package dev.baton.core.workflow;

import dev.baton.core.cel.CelExpression;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One node of a workflow.
 *
 * @param name unique in the workflow
 * @param work what it does
 * @param skill which of the role's skills; absent means the card's first
 * @param objective what its tasks are to achieve; absent means the item of a fan-out, else the
 *     run's goal
 * @param needs steps that must have ended before it starts
 * @param when condition; where it is false the step is skipped
 * @param forEach one task for each item of a list; absent means one task
 * @param reads blackboard keys given to its tasks
 * @param writes blackboard key that takes its results
 * @param join when it ends
 * @param onMissing what becomes of the run when results are missing
 * @param merge how results become the blackboard entry
 * @param retry when a failed attempt is tried again
 * @param timeout work allowed per attempt; absent means the card's limit
 * @param queueTimeout how long an attempt may wait for a worker; absent means the run's remaining
 *     time
 * @param fallback the role that tries when this one could not
 * @param repeat the loop that this step closes
 * @param output JSON Schema of the results' fields; absent means the card's
 * @param budget what its tasks may spend together
 * @param compensate what takes its outside effect back when the run ends cancelled or failed
 */
public record Step(
    String name,
    Work work,
    Optional<String> skill,
    Optional<String> objective,
    List<String> needs,
    Optional<CelExpression> when,
    Optional<FanOut> forEach,
    List<String> reads,
    Optional<String> writes,
    Join join,
    OnMissing onMissing,
    MergePolicy merge,
    RetryPolicy retry,
    Optional<Duration> timeout,
    Optional<Duration> queueTimeout,
    Optional<String> fallback,
    Optional<Repeat> repeat,
    Optional<String> output,
    StepBudget budget,
    Optional<Compensation> compensate) {

  /** The blackboard key that carries a handoff's payload; no step may write it. */
  public static final String HANDOFF = "handoff";

  /** The key of the slice entry that tells a planner what it may plan; no step may write it. */
  public static final String PLANNING = "planning";

  /** Keys of slice entries that are not the blackboard's. */
  static final List<String> RESERVED = List.of(HANDOFF, PLANNING);

  /** Copies the lists. */
  public Step {
    needs = List.copyOf(needs);
    reads = List.copyOf(reads);
  }

  /** Who does it: a role's name where workers do. */
  public String agent() {
    return work.doer();
  }

  /** Open tasks at once. */
  public int concurrency() {
    return forEach.map(FanOut::concurrency).orElse(1);
  }
}
