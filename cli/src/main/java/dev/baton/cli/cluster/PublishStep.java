package dev.baton.cli.cluster;

import dev.baton.cli.client.CompactedTopics;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.WorkflowDefinition;
import dev.baton.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Publishes cards and workflows where they are not what is published already. */
final class PublishStep {

  private final CompactedTopics topics;
  private final TopicNames names;
  private final boolean dryRun;

  PublishStep(CompactedTopics topics, TopicNames names, boolean dryRun) {
    this.topics = topics;
    this.names = names;
    this.dryRun = dryRun;
  }

  List<ClusterChange> apply(ClusterPlan plan) {
    List<ClusterChange> changes = new ArrayList<>();
    Map<String, AgentCard> cards = topics.read(names.agents(), AgentCard.class);
    plan.cards().forEach(card -> publish(card, cards, changes));
    Map<String, WorkflowDefinition> workflows =
        topics.read(names.workflows(), WorkflowDefinition.class);
    plan.workflows().forEach(workflow -> publish(workflow, workflows, changes));
    topics.flush();
    return changes;
  }

  private void publish(
      AgentCard card, Map<String, AgentCard> published, List<ClusterChange> changes) {
    AgentCard before = published.get(card.getRole());
    if (before == null) {
      changes.add(ClusterChange.created("agent card " + card.getRole()));
      write(names.agents(), card.getRole(), card);
    } else if (!versioned(card, before.getVersion()).equals(before)) {
      AgentCard next = versioned(card, Math.max(card.getVersion(), before.getVersion() + 1));
      changes.add(
          ClusterChange.updated("agent card " + card.getRole() + ": version " + next.getVersion()));
      write(names.agents(), card.getRole(), next);
    }
  }

  void publish(
      WorkflowDefinition workflow,
      Map<String, WorkflowDefinition> published,
      List<ClusterChange> changes) {
    String key = workflow.getName() + "@" + workflow.getVersion();
    WorkflowDefinition before = published.get(key);
    if (before == null) {
      changes.add(ClusterChange.created("workflow " + key));
      write(names.workflows(), key, workflow);
    } else if (!before.getDigest().equals(workflow.getDigest())) {
      changes.add(
          ClusterChange.differs(
              "workflow %s is published with another body (expected: a new version; left as it is)"
                  .formatted(key)));
    }
  }

  private void write(String topic, String key, SpecificRecord value) {
    if (!dryRun) {
      topics.write(topic, key, value);
    }
  }

  private static AgentCard versioned(AgentCard card, int version) {
    return AgentCard.newBuilder(card).setVersion(version).build();
  }
}
