package dev.baton.cli.stack;

import dev.baton.cli.cluster.BundledPlan;
import dev.baton.cli.cluster.ClusterPlan;
import dev.baton.topics.TopicNames;
import java.util.List;

/**
 * What a local stack consists of.
 *
 * @param cluster topics, schemas, cards and workflows
 * @param services the services in this process
 */
public record LocalStackPlan(ClusterPlan cluster, List<LocalService> services) {

  /** Few: every partition costs the broker files and the orchestrator a task. */
  public static final ClusterPlan.Sizes SIZES = new ClusterPlan.Sizes(2, 1, (short) 1);

  /** Copies the services. */
  public LocalStackPlan {
    services = List.copyOf(services);
  }

  /** Everything that comes with Baton. */
  public static LocalStackPlan standard(TopicNames names) {
    return new LocalStackPlan(BundledPlan.of(names, BundledPlan.ROLES, SIZES), LocalService.all());
  }
}
