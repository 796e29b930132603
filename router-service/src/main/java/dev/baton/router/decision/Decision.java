package dev.baton.router.decision;

import dev.baton.schemas.AgentCard;
import dev.baton.schemas.Rejection;
import dev.baton.schemas.Route;
import dev.baton.schemas.WorkflowDefinition;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
   * @param firstRoles whose tasks the run begins with
   */
  record Accepted(
      Route route,
      WorkflowDefinition workflow,
      List<WorkflowDefinition> nested,
      List<AgentCard> cards,
      Set<String> firstRoles)
      implements Decision {

    /** Copies the lists. */
    public Accepted {
      nested = List.copyOf(nested);
      cards = List.copyOf(cards);
      // In order, so that the first to be refused for is always the same.
      firstRoles = Collections.unmodifiableSet(new TreeSet<>(firstRoles));
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
