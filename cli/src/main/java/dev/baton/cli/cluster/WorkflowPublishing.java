package dev.baton.cli.cluster;

import dev.baton.cli.client.CompactedTopics;
import dev.baton.cli.client.Installation;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.schemas.WorkflowDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Publishes workflows of the operator's own. A version that was published never changes. */
public final class WorkflowPublishing implements AutoCloseable {

  private final Installation installation;
  private final CompactedTopics topics;

  /** Publishes to this installation. */
  public WorkflowPublishing(Installation installation) {
    this.installation = installation;
    this.topics = new CompactedTopics(installation);
  }

  /**
   * Publishes a checked workflow.
   *
   * @return what was changed; empty where this version was published before
   * @throws CommandFailure if this version was published with another body
   */
  public List<ClusterChange> publish(dev.baton.core.message.WorkflowDefinition definition) {
    List<ClusterChange> changes = new ArrayList<>();
    new PublishStep(topics, installation.names(), false)
        .publish(BundledPlan.wire(definition), published(), changes);
    topics.flush();
    changes.stream()
        .filter(change -> change.kind() == ClusterChange.Kind.DIFFERS)
        .findFirst()
        .ifPresent(change -> {
          throw CommandFailure.failed(change.what());
        });
    return List.copyOf(changes);
  }

  /** What is published, by name and version. */
  public List<WorkflowDefinition> list() {
    return published().values().stream()
        .sorted(
            Comparator.comparing(WorkflowDefinition::getName)
                .thenComparingInt(WorkflowDefinition::getVersion))
        .toList();
  }

  private Map<String, WorkflowDefinition> published() {
    return topics.read(installation.names().workflows(), WorkflowDefinition.class);
  }

  @Override
  public void close() {
    topics.close();
  }
}
