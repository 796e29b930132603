package dev.baton.cli.agent;

import dev.baton.cli.client.Installation;
import dev.baton.cli.cluster.ClusterApply;
import dev.baton.cli.cluster.ClusterChange;
import dev.baton.cli.cluster.ClusterPlan;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.schemas.AgentCard;
import dev.baton.topics.TopicCatalogue;
import dev.baton.topics.TopicNames;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** Makes a role known to an installation: its topics, its share group, its schemas, its card. */
public final class AgentPublisher {

  private final Installation installation;

  /** For an installation that is set up already. */
  public AgentPublisher(Installation installation) {
    this.installation = installation;
  }

  /**
   * Publishes a role in the same way as {@code cluster apply}, with as many partitions and copies
   * as the installation has, and with priority classes where other roles have them.
   *
   * @return what was changed; nothing where the same card is published already
   * @throws CommandFailure if the installation is not set up, or broker or registry refuse
   */
  public List<ClusterChange> publish(AgentCard card) throws InterruptedException {
    TopicCatalogue topics =
        new TopicCatalogue(installation.names(), Set.of(card.getRole()), Set.of());
    Shape shape = shape();
    ClusterPlan plan = new ClusterPlan(topics, List.of(card), List.of(), shape.sizes());
    return new ClusterApply(installation, shape.priorities() ? plan.withPriorities() : plan, false)
        .apply();
  }

  /** What the installation is like. */
  private record Shape(ClusterPlan.Sizes sizes, boolean priorities) {}

  private Shape shape() throws InterruptedException {
    TopicNames names = installation.names();
    try (Admin admin = installation.admin()) {
      TopicDescription runs =
          admin.describeTopics(List.of(names.runs())).allTopicNames().get().get(names.runs());
      if (runs == null) {
        throw notSetUp(names, null);
      }
      short replication = (short) runs.partitions().getFirst().replicas().size();
      return new Shape(
          new ClusterPlan.Sizes(runs.partitions().size(), 1, replication),
          admin.listTopics().names().get().stream().anyMatch(names::isOfHighTasks));
    } catch (ExecutionException e) {
      throw notSetUp(names, e);
    }
  }

  private static CommandFailure notSetUp(
      TopicNames names, @org.jspecify.annotations.Nullable Exception cause) {
    String message =
        "topic %s: cannot be described (expected: an installation that baton cluster apply has set up)"
            .formatted(names.runs());
    return cause == null ? CommandFailure.failed(message) : CommandFailure.failed(message, cause);
  }
}
