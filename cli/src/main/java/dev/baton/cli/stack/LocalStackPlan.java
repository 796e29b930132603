package dev.baton.cli.stack;

import dev.baton.cli.agent.AddedAgents;
import dev.baton.cli.cluster.BundledPlan;
import dev.baton.cli.cluster.ClusterPlan;
import java.nio.file.Files;
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

  /** Everything that comes with Baton, and a generic worker for each agent that was added. */
  public static LocalStackPlan standard(Settings settings) {
    AddedAgents added = new AddedAgents(settings.state().agents());
    LocalStackPlan plan =
        new LocalStackPlan(
            BundledPlan.of(settings.names(), BundledPlan.ROLES, SIZES, added.cards()),
            LocalService.with(added.files()));
    return Files.exists(settings.state().priorities()) ? plan.withPriorities() : plan;
  }

  /** The same with task topics and slots for each priority class. */
  public LocalStackPlan withPriorities() {
    return new LocalStackPlan(
        cluster.withPriorities(),
        services.stream().map(service -> service.with("--baton.priorities=true")).toList());
  }
}
