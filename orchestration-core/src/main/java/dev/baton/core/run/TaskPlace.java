package dev.baton.core.run;

import dev.baton.core.id.RunId;
import dev.baton.core.id.TaskId;
import java.util.Optional;

/**
 * Where a task stands in the plan.
 *
 * @param step the step's name
 * @param round the round, from 0
 * @param index the place in the fan-out, from 0
 * @param item the item of the fan-out; absent where the step does not fan out
 */
public record TaskPlace(String step, int round, int index, Optional<String> item) {
  /** The round of the step. */
  public StepRound stepRound() {
    return new StepRound(step, round);
  }

  TaskId taskId(RunId run) {
    return TaskId.of(run, step, round, index, item.orElse(""));
  }
}
