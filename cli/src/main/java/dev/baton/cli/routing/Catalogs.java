package dev.baton.cli.routing;

import dev.baton.cli.client.CompactedTopics;
import dev.baton.cli.client.Installation;
import dev.baton.cli.cluster.BundledPlan;
import dev.baton.cli.cluster.ClusterPlan;
import dev.baton.cli.stack.LocalStackPlan;
import dev.baton.router.catalog.Catalog;
import dev.baton.router.catalog.PublishedAgent;
import dev.baton.router.catalog.PublishedWorkflow;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.WorkflowDefinition;
import dev.baton.topics.TopicNames;
import java.util.Collection;

/** Where the command's view of cards and workflows comes from. */
public final class Catalogs {

  private Catalogs() {}

  /** What is published on an installation. */
  public static Catalog published(Installation installation) {
    try (CompactedTopics topics = new CompactedTopics(installation)) {
      TopicNames names = installation.names();
      return of(
          topics.read(names.agents(), AgentCard.class).values(),
          topics.read(names.workflows(), WorkflowDefinition.class).values());
    }
  }

  /** What comes with Baton. */
  public static Catalog bundled(TopicNames names) {
    ClusterPlan plan = BundledPlan.of(names, BundledPlan.ROLES, LocalStackPlan.SIZES);
    return of(plan.cards(), plan.workflows());
  }

  private static Catalog of(Collection<AgentCard> cards, Collection<WorkflowDefinition> workflows) {
    Catalog catalog = Catalog.empty();
    for (AgentCard card : cards) {
      catalog = catalog.with(PublishedAgent.of(card));
    }
    for (WorkflowDefinition workflow : workflows) {
      catalog = catalog.with(PublishedWorkflow.of(workflow));
    }
    return catalog;
  }
}
