package dev.baton.core.run;

import dev.baton.core.id.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that was decided about a step, its loop or the blackboard entry that it writes. */
public sealed interface StepFact extends Fact {

  /**
   * A step began.
   *
   * @param step which
   * @param round which round
   * @param role who works on it
   * @param total tasks that it has
   * @param items the list of a fan-out; empty where the step does not fan out
   * @param at when
   */
  record StepStarted(String step, int round, String role, int total, List<String> items, Instant at)
      implements StepFact {
    /** Copies the list. */
    public StepStarted {
      items = List.copyOf(items);
    }
  }

  /**
   * A step's condition was false.
   *
   * @param step which
   * @param round which round
   * @param role who would have worked on it
   * @param at when
   */
  record StepSkipped(String step, int round, String role, Instant at) implements StepFact {}

  /**
   * A step ended.
   *
   * @param step which
   * @param round which round
   * @param role who would have worked on it, where it never started
   * @param status how
   * @param cause why
   * @param failure why it failed as a whole
   * @param at when
   */
  record StepCompleted(
      String step,
      int round,
      String role,
      StepStatus status,
      Cause cause,
      Optional<Failure> failure,
      Instant at)
      implements StepFact {}

  /**
   * A step's results became a blackboard entry.
   *
   * @param key the blackboard key
   * @param version from 1, counted by the writing step
   * @param step the writing step
   * @param round the round that wrote it
   * @param parts the tasks whose results it is, in the order of the items
   */
  record BlackboardWritten(String key, int version, String step, int round, List<TaskId> parts)
      implements StepFact {
    /** Copies the list. */
    public BlackboardWritten {
      parts = List.copyOf(parts);
    }
  }

  /**
   * The workflow's loop goes round again.
   *
   * @param round the new round
   * @param steps the steps that are done again
   */
  record RoundStarted(int round, List<String> steps) implements StepFact {
    /** Copies the list. */
    public RoundStarted {
      steps = List.copyOf(steps);
    }
  }

  /**
   * The workflow's loop ends before its bound: the last round brought nothing new.
   *
   * @param step the step that closes the loop
   * @param round the last round
   * @param reason why
   */
  record LoopStopped(String step, int round, String reason) implements StepFact {}
}
