package dev.baton.cli.cluster;

import dev.baton.cli.client.CompactedTopics;
import dev.baton.cli.client.Installation;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.core.workflow.Workflow;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.WorkflowDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
   * Publishes a workflow whose every role has a card.
   *
   * @param workflow the checked workflow
   * @param definition the same as it is published
   * @return what was changed; empty where this version was published before
   * @throws CommandFailure if a role has no card, or this version was published with another body
   */
  public List<ClusterChange> publish(
      Workflow workflow, dev.baton.core.message.WorkflowDefinition definition) {
    Set<String> published = topics.read(installation.names().agents(), AgentCard.class).keySet();
    Set<String> unknown = new TreeSet<>(workflow.roles());
    unknown.removeAll(published);
    if (!unknown.isEmpty()) {
      throw CommandFailure.failed(
          "workflow %s: no agent card for %s (expected: roles among %s)"
              .formatted(workflow.reference(), unknown, new TreeSet<>(published)));
    }
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
