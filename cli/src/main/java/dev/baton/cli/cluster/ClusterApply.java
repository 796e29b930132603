package dev.baton.cli.cluster;

import dev.baton.cli.client.CompactedTopics;
import dev.baton.cli.client.Installation;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Brings a cluster into the state that the services rely on: topics, groups, schemas, cards,
 * workflows. Applied again it changes nothing.
 */
public final class ClusterApply {

  private final Installation installation;
  private final ClusterPlan plan;
  private final boolean dryRun;

  /**
   * Prepares it.
   *
   * @param dryRun whether to find out what would change and change nothing
   */
  public ClusterApply(Installation installation, ClusterPlan plan, boolean dryRun) {
    this.installation = installation;
    this.plan = plan;
    this.dryRun = dryRun;
  }

  /**
   * Applies the plan.
   *
   * @return what was changed, or would be, in the order in which it was done
   * @throws CommandFailure if broker or registry refuse
   */
  public List<ClusterChange> apply() throws InterruptedException {
    List<ClusterChange> changes = new ArrayList<>();
    try (Admin admin = installation.admin();
        ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor();
        SchemaStep schemas = new SchemaStep(installation.registry(), plan.topics().topics())) {
      if (!dryRun) {
        // The registry is another process: its work goes on beside the broker's.
        schemas.begin();
      }
      changes.addAll(new TopicStep(admin, plan, dryRun).apply());
      changes.addAll(new GroupStep(admin, plan.topics().groups(), dryRun).apply());
      // A fresh broker takes seconds for its first group; the rest need not wait for it.
      Future<?> groups = aside.submit(() -> startGroups(admin));
      schemas.finish();
      changes.addAll(publish(admin));
      groups.get();
      return changes;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw CommandFailure.failed("cluster apply: " + cause.getMessage(), e);
    }
  }

  private @Nullable Void startGroups(Admin admin) throws ExecutionException, InterruptedException {
    if (!dryRun) {
      new GroupStart(admin, plan.topics().groups(), plan.sizes().tasks()).apply();
    }
    return null;
  }

  private List<ClusterChange> publish(Admin admin) throws ExecutionException, InterruptedException {
    TopicNames names = installation.names();
    if (dryRun
        && !admin
            .listTopics()
            .names()
            .get()
            .containsAll(List.of(names.agents(), names.workflows()))) {
      return List.of(ClusterChange.created("agent cards and workflows"));
    }
    try (CompactedTopics topics = new CompactedTopics(installation)) {
      return new PublishStep(topics, names, dryRun).apply(plan);
    }
  }
}
