package dev.baton.router.decision;

import dev.baton.schemas.AgentCard;
import dev.baton.schemas.Rejection;
import dev.baton.schemas.Route;
import dev.baton.schemas.WorkflowDefinition;
import java.util.List;

/** What the router decided for one request. */
public sealed interface Decision {

  /** Where the request goes and why; to nothing where it is refused. */
  Route route();

  /**
   * The request becomes a run of a workflow.
   *
   * @param route where it goes and why
   * @param workflow the definition that the run is pinned to
   * @param nested the definitions that it names as steps, directly or not
   * @param cards of every role that one of the definitions names, and of those that they may hand
   *     over to
   */
  record Accepted(
      Route route,
      WorkflowDefinition workflow,
      List<WorkflowDefinition> nested,
      List<AgentCard> cards)
      implements Decision {

    /** Copies the lists. */
    public Accepted {
      nested = List.copyOf(nested);
      cards = List.copyOf(cards);
    }
  }

  /**
   * The request is answered without any work.
   *
   * @param route leads to nothing
   * @param rejection what is wrong with the request
   */
  record Refused(Route route, Rejection rejection) implements Decision {}
}
