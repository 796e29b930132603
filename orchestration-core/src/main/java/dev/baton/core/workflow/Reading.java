package dev.baton.core.workflow;

import java.util.List;
import java.util.Optional;

/**
 * What came out of reading a definition.
 *
 * @param workflow the workflow; absent where there are problems
 * @param problems everything that is wrong, in the order of the definition, {@value Problems#MOST}
 *     at most
 */
public record Reading(Optional<Workflow> workflow, List<Problem> problems) {
  /** Copies the list. */
  public Reading {
    problems = List.copyOf(problems);
  }

  static Reading of(Workflow workflow) {
    return new Reading(Optional.of(workflow), List.of());
  }

  static Reading of(Problems problems) {
    return new Reading(Optional.empty(), problems.sorted());
  }

  /**
   * The workflow.
   *
   * @throws WorkflowException if there are problems
   */
  public Workflow orElseThrow() {
    return workflow.orElseThrow(() -> new WorkflowException(problems));
  }
}
