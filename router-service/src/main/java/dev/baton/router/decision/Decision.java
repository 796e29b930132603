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
   * @param cards of every role that the definition names
   */
  record Accepted(Route route, WorkflowDefinition workflow, List<AgentCard> cards)
      implements Decision {

    /** Copies the list. */
    public Accepted {
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
