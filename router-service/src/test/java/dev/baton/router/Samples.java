package dev.baton.router;

import dev.baton.core.workflow.WorkflowParser;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.PublishedAgent;
import dev.baton.router.catalog.PublishedWorkflow;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.AgentLimits;
import dev.baton.schemas.Request;
import dev.baton.schemas.Skill;
import dev.baton.schemas.WorkflowDefinition;
import dev.baton.serde.ContractClasses;
import java.util.List;

/** Cards, workflows and requests for tests. */
public final class Samples {

  static {
    ContractClasses.trust();
  }

  private Samples() {}

  /** A card with one skill. */
  public static AgentCard card(String role) {
    return AgentCard.newBuilder()
        .setRole(role)
        .setVersion(1)
        .setDescription("Works as " + role)
        .setSkills(List.of(new Skill("work", "Works")))
        .setLimits(AgentLimits.newBuilder().build())
        .build();
  }

  /** A workflow with one step for each role. */
  public static WorkflowDefinition workflow(String name, int version, String... roles) {
    StringBuilder body =
        new StringBuilder("name: %s\nversion: %d\nsteps:\n".formatted(name, version));
    for (String role : roles) {
      body.append("  do-%1$s:\n    agent: %1$s\n".formatted(role));
    }
    return definition(body.toString());
  }

  /** A workflow as it is published. */
  public static WorkflowDefinition definition(String yaml) {
    dev.baton.core.message.WorkflowDefinition made = WorkflowParser.definition(yaml);
    return new WorkflowDefinition(
        made.name(),
        made.version(),
        made.digest(),
        made.description(),
        made.examples(),
        made.body());
  }

  /** Agents coder, generalist, researcher and writer; workflow answer in two versions. */
  public static Catalog catalog() {
    return withAgents("coder", "generalist", "researcher", "writer")
        .with(PublishedWorkflow.of(workflow("answer", 9, "researcher")))
        .with(PublishedWorkflow.of(workflow("answer", 10, "writer", "researcher")));
  }

  /** A catalog of agents alone. */
  public static Catalog withAgents(String... roles) {
    Catalog catalog = Catalog.empty();
    for (String role : roles) {
      catalog = catalog.with(PublishedAgent.of(card(role)));
    }
    return catalog;
  }

  /** A request with nothing but a goal. */
  public static Request.Builder request(String goal) {
    return Request.newBuilder().setGoal(goal);
  }
}
