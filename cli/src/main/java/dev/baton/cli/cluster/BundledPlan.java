package dev.baton.cli.cluster;

import dev.baton.agent.card.AgentCards;
import dev.baton.core.workflow.WorkflowParser;
import dev.baton.core.workflow.Workflows;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.WorkflowDefinition;
import dev.baton.topics.TopicCatalogue;
import dev.baton.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes a plan from the cards and workflows that come with Baton. */
public final class BundledPlan {

  /** The specialists that come with Baton. */
  public static final SortedSet<String> ROLES =
      new TreeSet<>(Set.of("coder", "generalist", "researcher", "reviewer", "writer"));

  private BundledPlan() {}

  /**
   * The plan for some roles.
   *
   * @param roles roles whose cards lie on the class path
   * @return a plan with those workflows for which every role is there
   */
  public static ClusterPlan of(TopicNames names, Set<String> roles, ClusterPlan.Sizes sizes) {
    return of(names, roles, sizes, List.of());
  }

  /**
   * The same with further roles.
   *
   * @param more cards of roles that do not come with Baton
   */
  public static ClusterPlan of(
      TopicNames names, Set<String> bundled, ClusterPlan.Sizes sizes, List<AgentCard> more) {
    Set<String> roles = new TreeSet<>(bundled);
    List<AgentCard> cards = new ArrayList<>();
    roles.forEach(role -> cards.add(AgentCards.fromClassPath(role)));
    for (AgentCard card : more) {
      roles.add(card.getRole());
      cards.add(card);
    }
    List<WorkflowDefinition> workflows =
        Workflows.bundled().stream()
            .filter(
                definition -> roles.containsAll(WorkflowParser.parse(definition.body()).roles()))
            .map(BundledPlan::wire)
            .toList();
    return new ClusterPlan(new TopicCatalogue(names, roles, Set.of()), cards, workflows, sizes);
  }

  static WorkflowDefinition wire(dev.baton.core.message.WorkflowDefinition definition) {
    return WorkflowDefinition.newBuilder()
        .setName(definition.name())
        .setVersion(definition.version())
        .setDigest(definition.digest())
        .setDescription(definition.description())
        .setExamples(definition.examples())
        .setBody(definition.body())
        .build();
  }
}
