package dev.baton.simulation.world;

import dev.baton.core.id.RunId;
import dev.baton.core.id.RunIds;
import dev.baton.core.message.AgentCard;
import dev.baton.core.message.Budget;
import dev.baton.core.message.Request;
import dev.baton.core.message.Route;
import dev.baton.core.message.RouteKind;
import dev.baton.core.message.RouteStage;
import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.run.RunEvent;
import dev.baton.core.workflow.Workflow;
import dev.baton.simulation.chance.Chance;
import dev.baton.simulation.chance.RandomWorkflow;
import dev.baton.simulation.chance.RandomWorkflow.Shape;
import dev.baton.simulation.law.Plans;
import dev.baton.simulation.time.Agenda;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The request of a world: a random small workflow with the cards of everybody in it. */
final class Requests {
  static final String TENANT = "acme";

  /** So many seeds share a workflow: compiling one takes longer than playing a world. */
  static final int SEEDS_PER_WORKFLOW = 64;

  private static final List<String> ROLES = List.of("role0", "role1", "role2", "helper");
  private static final Route ROUTE =
      Route.plain(RouteKind.WORKFLOW, "random", RouteStage.RULE, "chance", "router-1");

  private Requests() {}

  /** Whether a role has workers. */
  static boolean isRole(String name) {
    return ROLES.contains(name);
  }

  static RunEvent.Routed of(long seed, Chance chance, Plans plans) {
    String yaml = RandomWorkflow.of(seed / SEEDS_PER_WORKFLOW, Shape.FULL).yaml();
    Workflow workflow = plans.workflow(yaml);
    RunId run = RunIds.ofKey(TENANT, "seed " + seed);
    return new RunEvent.Routed(
        run,
        TENANT,
        Agenda.START,
        Agenda.START,
        request(chance),
        "digest",
        "requests-0@1",
        ROUTE,
        Optional.empty(),
        Optional.of(new WorkflowDefinition("random", 1, "digest", "", List.of(), yaml)),
        cards(workflow),
        nested(workflow, plans),
        Optional.empty(),
        Optional.empty());
  }

  private static Request request(Chance chance) {
    Instant deadline = Agenda.START.plusSeconds(200L + chance.of(1, 600));
    Request plain = Request.of("goal").withDeadline(deadline);
    return chance.of(2, 3) == 0 ? plain.withBudget(tight(chance)) : plain;
  }

  /** So tight that some runs do not get through. */
  private static Budget tight(Chance chance) {
    return new Budget(
        Optional.of(20_000L + chance.of(3, 400_000)),
        Optional.empty(),
        Optional.empty(),
        Optional.of(3 + chance.of(4, 30)));
  }

  private static List<AgentCard> cards(Workflow workflow) {
    return Stream.concat(ROLES.stream(), workflow.roles().stream())
        .distinct()
        .map(Requests::card)
        .toList();
  }

  private static AgentCard card(String role) {
    AgentCard plain = AgentCard.of(role, "work");
    return new AgentCard(
        role,
        plain.version(),
        plain.description(),
        plain.skills(),
        plain.examples(),
        plain.tier(),
        plain.cheaperTier(),
        plain.prompt(),
        plain.tools(),
        plain.permissions(),
        plain.limits(),
        plain.outputSchema(),
        List.of("role0", "role1", "role2"),
        plain.requiresLiveWorker());
  }

  private static List<WorkflowDefinition> nested(Workflow workflow, Plans plans) {
    return workflow.children().stream()
        .map(name -> "name: " + name + "\nsteps: {a: {agent: role0}}\n")
        .map(plans::definition)
        .toList();
  }

  /** The same key with something else to do. */
  static RunEvent.Routed another(RunEvent.Routed routed) {
    return new RunEvent.Routed(
        routed.runId(),
        routed.tenant(),
        routed.madeAt(),
        routed.at(),
        routed.request(),
        "another digest",
        "requests-0@2",
        routed.route(),
        routed.rejection(),
        routed.workflow(),
        routed.cards(),
        routed.nested(),
        routed.parent(),
        routed.leased());
  }
}
