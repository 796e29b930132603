package dev.baton.simulation.world;

import dev.baton.core.message.AgentCard;
import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.workflow.Work;
import dev.baton.core.workflow.Workflow;
import dev.baton.laws.RandomWorkflow;
import dev.baton.laws.RandomWorkflow.Shape;
import dev.baton.simulation.law.Plans;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which workflow the runs of a world follow and who may work in it. So many seeds share a workflow,
 * because compiling one takes longer than playing a world. Used by one thread at a time.
 */
final class Scripts {
  /** Neighbours among the seeds that share a workflow. */
  static final int SEEDS_PER_WORKFLOW = 64;

  private static final List<String> ROLES = List.of("role0", "role1", "role2", "helper");

  /**
   * What the runs of one workflow are pinned to.
   *
   * @param workflow the definition
   * @param cards of everybody in it
   * @param nested the workflows that it names
   */
  record Script(
      WorkflowDefinition workflow, List<AgentCard> cards, List<WorkflowDefinition> nested) {}

  private final Plans plans;
  private long number = -1;
  private Script script =
      new Script(new WorkflowDefinition("", 1, "", "", List.of(), ""), List.of(), List.of());

  Scripts(Plans plans) {
    this.plans = plans;
  }

  /** Whether a role has workers. */
  static boolean isRole(String name) {
    return ROLES.contains(name) || name.equals(RandomWorkflow.PLANNER);
  }

  /** The script of a seed. */
  Script of(long seed) {
    if (seed / SEEDS_PER_WORKFLOW != number) {
      number = seed / SEEDS_PER_WORKFLOW;
      script = write(RandomWorkflow.of(number, Shape.SMALL).yaml());
    }
    return script;
  }

  private Script write(String yaml) {
    Workflow workflow = plans.workflow(yaml);
    return new Script(
        new WorkflowDefinition("random", 1, "digest", "", List.of(), yaml),
        Stream.concat(ROLES.stream(), workflow.roles().stream())
            .distinct()
            .map(Scripts::card)
            .toList(),
        workflow.children().stream()
            .map(name -> "name: " + name + "\nsteps: {a: {agent: role0}}\n")
            .map(plans::definition)
            .toList());
  }

  private static AgentCard card(String role) {
    boolean plans = role.equals(RandomWorkflow.PLANNER);
    AgentCard plain = AgentCard.of(role, plans ? Work.Planning.SKILL : "work");
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
}
