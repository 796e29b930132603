package dev.baton.router.catalog;

import dev.baton.schemas.AgentCard;

/**
 * A role with the workflow that a run of this role alone follows.
 *
 * @param card as it was published
 * @param workflow one step
 */
public record PublishedAgent(AgentCard card, PublishedWorkflow workflow) {

  /**
   * Makes the workflow of a card.
   *
   * @throws dev.baton.core.workflow.WorkflowException if the role's name cannot be used
   */
  public static PublishedAgent of(AgentCard card) {
    return new PublishedAgent(card, PublishedWorkflow.ofAgent(card.getRole()));
  }

  String role() {
    return card.getRole();
  }
}
