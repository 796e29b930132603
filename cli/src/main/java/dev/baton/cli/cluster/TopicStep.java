package dev.baton.cli.cluster;

import dev.baton.topics.TopicSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics and their settings. Partitions of a topic that exists are never changed. */
final class TopicStep {

  private static final int REPLICATION_FOR_TWO_IN_SYNC = 3;

  private final Admin admin;
  private final ClusterPlan plan;
  private final boolean dryRun;

  TopicStep(Admin admin, ClusterPlan plan, boolean dryRun) {
    this.admin = admin;
    this.plan = plan;
    this.dryRun = dryRun;
  }

  List<ClusterChange> apply() throws ExecutionException, InterruptedException {
    Map<String, TopicSpec> wanted = new LinkedHashMap<>();
    plan.topics().topics().forEach(topic -> wanted.put(topic.name(), topic));
    Map<String, TopicDescription> existing = describe(wanted.keySet());
    List<ClusterChange> changes = new ArrayList<>(create(wanted, existing.keySet()));
    changes.addAll(comparePartitions(wanted, existing));
    changes.addAll(updateConfigs(wanted, existing.keySet()));
    return changes;
  }

  private Map<String, TopicDescription> describe(Set<String> names)
      throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> found = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        found.put(topic.getKey(), topic.getValue().get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return found;
  }

  private List<ClusterChange> create(Map<String, TopicSpec> wanted, Set<String> existing)
      throws ExecutionException, InterruptedException {
    List<NewTopic> missing = new ArrayList<>();
    List<ClusterChange> changes = new ArrayList<>();
    for (TopicSpec topic : wanted.values()) {
      if (!existing.contains(topic.name())) {
        int partitions = plan.sizes().partitions(topic);
        missing.add(
            new NewTopic(topic.name(), partitions, plan.sizes().replication())
                .configs(config(topic)));
        changes.add(
            ClusterChange.created(
                "topic %s with %d partition%s"
                    .formatted(topic.name(), partitions, partitions == 1 ? "" : "s")));
      }
    }
    if (!dryRun && !missing.isEmpty()) {
      admin.createTopics(missing).all().get();
      Learning.STANDARD.await(
          "new topics", () -> describe(wanted.keySet()).keySet().containsAll(wanted.keySet()));
    }
    return changes;
  }

  private List<ClusterChange> comparePartitions(
      Map<String, TopicSpec> wanted, Map<String, TopicDescription> existing) {
    List<ClusterChange> changes = new ArrayList<>();
    for (TopicDescription found : new TreeMap<>(existing).values()) {
      TopicSpec topic = Optional.ofNullable(wanted.get(found.name())).orElseThrow();
      int partitions = plan.sizes().partitions(topic);
      if (found.partitions().size() != partitions) {
        changes.add(
            ClusterChange.differs(
                "topic %s has %d partitions (expected: %d; left as it is, because keys would move)"
                    .formatted(found.name(), found.partitions().size(), partitions)));
      }
    }
    return changes;
  }

  private List<ClusterChange> updateConfigs(Map<String, TopicSpec> wanted, Set<String> existing)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> resources =
        existing.stream()
            .sorted()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    if (resources.isEmpty()) {
      return List.of();
    }
    Map<ConfigResource, Config> found = admin.describeConfigs(resources).all().get();
    ConfigDifferences differences = new ConfigDifferences();
    for (ConfigResource resource : resources) {
      TopicSpec topic = Optional.ofNullable(wanted.get(resource.name())).orElseThrow();
      differences.compare(
          resource, Optional.ofNullable(found.get(resource)).orElseThrow(), config(topic));
    }
    if (!dryRun) {
      differences.alter(admin);
    }
    return differences.changes("topic");
  }

  private Map<String, String> config(TopicSpec topic) {
    Map<String, String> config = new TreeMap<>(topic.config());
    if (plan.sizes().replication() >= REPLICATION_FOR_TWO_IN_SYNC) {
      config.putIfAbsent("min.insync.replicas", "2");
    }
    return config;
  }
}
