package dev.baton.core.run;

import java.time.Duration;
import java.util.Optional;

/**
 * The installation's bounds, pinned to a run by its first fact.
 *
 * @param defaultDeadline of a run where neither request nor workflow gives one
 * @param maxDeadline longest run
 * @param grace added to an attempt's timeout before the attempt is counted as lost
 * @param pauseCheck how often a paused run looks at a task that is due
 * @param maxTasks dispatches of one run where neither request nor workflow bounds them
 * @param maxTokens tokens of one run where neither request nor workflow bounds them
 * @param leastTokens an attempt is not dispatched with fewer tokens than this
 * @param maxItems items of one fan-out
 * @param retryFloor retries that every run may use
 * @param retryPercent further retries, in percent of its dispatches
 * @param maxFieldsLength characters of a result's inline fields
 * @param maxSliceLength characters of the blackboard entries given to one task, or of the items of
 *     one fan-out
 * @param maxAnswerLength characters of the inline content of one result, and of the answer
 * @param maxMissing missing things that an answer names one by one
 * @param answerWait how long a worker's question waits for a person
 * @param maxPause how long a run stays paused before it goes on by itself
 * @param maxQuestions questions to people that are open at once
 * @param maxDepth how deep runs may be nested; 1 means no child runs
 * @param maxHops handoffs of one task
 * @param maxTurns how often a task begins with the same role, objective and slice, over all rounds
 *     and handoffs
 * @param gravestoneTime how long it is remembered of an ended run that it was; longer than a
 *     request and what was made of it may lie in their topics
 * @param compensationTime how long what a run did outside may be taken back, in all
 * @param budgets bounds on what may be spent
 */
public record RunLimits(
    Duration defaultDeadline,
    Duration maxDeadline,
    Duration grace,
    Duration pauseCheck,
    int maxTasks,
    Optional<Long> maxTokens,
    long leastTokens,
    int maxItems,
    int retryFloor,
    int retryPercent,
    int maxFieldsLength,
    int maxSliceLength,
    int maxAnswerLength,
    int maxMissing,
    Duration answerWait,
    Duration maxPause,
    int maxQuestions,
    int maxDepth,
    int maxHops,
    int maxTurns,
    Duration gravestoneTime,
    Duration compensationTime,
    BudgetLimits budgets) {

  /** Bounds that suit most installations. */
  public static final RunLimits DEFAULT =
      new RunLimits(
          Duration.ofMinutes(15),
          Duration.ofHours(24),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          50_000,
          Optional.empty(),
          256,
          10_000,
          32,
          50,
          16_384,
          300_000,
          250_000,
          100,
          Duration.ofHours(1),
          Duration.ofHours(1),
          64,
          3,
          4,
          3,
          Duration.ofDays(15),
          Duration.ofMinutes(2),
          BudgetLimits.DEFAULT);

  /** The same with other bounds on retries. */
  public RunLimits withRetries(int floor, int percent) {
    return new RunLimits(
        defaultDeadline,
        maxDeadline,
        grace,
        pauseCheck,
        maxTasks,
        maxTokens,
        leastTokens,
        maxItems,
        floor,
        percent,
        maxFieldsLength,
        maxSliceLength,
        maxAnswerLength,
        maxMissing,
        answerWait,
        maxPause,
        maxQuestions,
        maxDepth,
        maxHops,
        maxTurns,
        gravestoneTime,
        compensationTime,
        budgets);
  }

  /** The same with another bound on turns. */
  public RunLimits withMaxTurns(int turns) {
    return new RunLimits(
        defaultDeadline,
        maxDeadline,
        grace,
        pauseCheck,
        maxTasks,
        maxTokens,
        leastTokens,
        maxItems,
        retryFloor,
        retryPercent,
        maxFieldsLength,
        maxSliceLength,
        maxAnswerLength,
        maxMissing,
        answerWait,
        maxPause,
        maxQuestions,
        maxDepth,
        maxHops,
        turns,
        gravestoneTime,
        compensationTime,
        budgets);
  }

  /** The same with another depth of child runs. */
  public RunLimits withMaxDepth(int depth) {
    return new RunLimits(
        defaultDeadline,
        maxDeadline,
        grace,
        pauseCheck,
        maxTasks,
        maxTokens,
        leastTokens,
        maxItems,
        retryFloor,
        retryPercent,
        maxFieldsLength,
        maxSliceLength,
        maxAnswerLength,
        maxMissing,
        answerWait,
        maxPause,
        maxQuestions,
        depth,
        maxHops,
        maxTurns,
        gravestoneTime,
        compensationTime,
        budgets);
  }

  /** The same with another memory of ended runs. */
  public RunLimits withGravestoneTime(Duration time) {
    return new RunLimits(
        defaultDeadline,
        maxDeadline,
        grace,
        pauseCheck,
        maxTasks,
        maxTokens,
        leastTokens,
        maxItems,
        retryFloor,
        retryPercent,
        maxFieldsLength,
        maxSliceLength,
        maxAnswerLength,
        maxMissing,
        answerWait,
        maxPause,
        maxQuestions,
        maxDepth,
        maxHops,
        maxTurns,
        time,
        compensationTime,
        budgets);
  }

  /** The same with other bounds on what may be spent. */
  public RunLimits withBudgets(BudgetLimits others) {
    return new RunLimits(
        defaultDeadline,
        maxDeadline,
        grace,
        pauseCheck,
        maxTasks,
        maxTokens,
        leastTokens,
        maxItems,
        retryFloor,
        retryPercent,
        maxFieldsLength,
        maxSliceLength,
        maxAnswerLength,
        maxMissing,
        answerWait,
        maxPause,
        maxQuestions,
        maxDepth,
        maxHops,
        maxTurns,
        gravestoneTime,
        compensationTime,
        others);
  }
}
