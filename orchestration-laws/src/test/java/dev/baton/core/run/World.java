package dev.baton.core.run;

import dev.baton.core.message.AgentCard;
import dev.baton.core.message.WorkflowDefinition;
import dev.baton.core.workflow.Work;
import dev.baton.core.workflow.Workflow;
import dev.baton.core.workflow.WorkflowParser;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the plays of one workflow have in common, parsed once.
 *
 * @param workflow the workflow
 * @param definition as it is published
 * @param cards the cards of its roles, and of some that it does not name
 * @param nested the workflows that it names
 */
record World(
    Workflow workflow,
    WorkflowDefinition definition,
    List<AgentCard> cards,
    List<WorkflowDefinition> nested) {
  private static final List<AgentCard> CARDS =
      Stream.of("role0", "role1", "role2", "helper")
          .map(role -> Scenario.card(role, "role0", "role1", "role2"))
          .toList();

  static World of(String yaml) {
    Workflow workflow = WorkflowParser.parse(yaml);
    return new World(
        workflow,
        new WorkflowDefinition("random", 1, "digest", "", List.of(), yaml),
        cards(workflow),
        workflow.children().stream().map(World::nested).toList());
  }

  private static WorkflowDefinition nested(String name) {
    String yaml = "name: " + name + "\nsteps: {a: {agent: role0}}\n";
    return new WorkflowDefinition(name, 1, "digest of " + name, "", List.of(), yaml);
  }

  private static List<AgentCard> cards(Workflow workflow) {
    return Stream.concat(
            CARDS.stream(),
            workflow.roles().stream()
                .filter(role -> CARDS.stream().noneMatch(card -> card.role().equals(role)))
                .map(role -> card(workflow, role)))
        .toList();
  }

  private static AgentCard card(Workflow workflow, String role) {
    boolean plans =
        workflow.steps().stream()
            .anyMatch(
                step -> step.work() instanceof Work.Planning work && work.planner().equals(role));
    return plans
        ? Scenario.withSkills(role, "work", Work.Planning.SKILL)
        : Scenario.plainCard(role);
  }
}
