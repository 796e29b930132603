package dev.baton.orchestrator.cluster;

import static java.util.stream.Collectors.toMap;

import dev.baton.topics.GroupSpec;
import dev.baton.topics.TopicCatalogue;
import dev.baton.topics.TopicNames;
import dev.baton.topics.TopicSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A cluster in memory, set up as it should be. */
final class FakeCluster implements Cluster {

  static final TopicNames NAMES = new TopicNames("t.");
  private static final int PARTITIONS = 4;

  final Map<String, Integer> partitions = new HashMap<>();
  final Map<String, Integer> maxMessageBytes = new HashMap<>();
  final Map<String, Short> features =
      new HashMap<>(Map.of("transaction.version", (short) 2, "share.version", (short) 1));
  final Map<String, Map<String, String>> groups = new HashMap<>();
  Optional<Set<String>> read = Optional.empty();
  boolean silent;
  int calls;

  FakeCluster() {
    TopicCatalogue catalogue = new TopicCatalogue(NAMES, Set.of("noop"), Set.of());
    for (TopicSpec topic : catalogue.topics()) {
      partitions.put(topic.name(), PARTITIONS);
      maxMessageBytes.put(topic.name(), 1_048_588);
    }
    for (GroupSpec group : catalogue.groups()) {
      groups.put(group.name(), new HashMap<>(group.config()));
    }
  }

  @Override
  public Set<String> topicNames() {
    calls++;
    if (silent) {
      throw new ClusterException("cluster: silent", new IllegalStateException());
    }
    return Set.copyOf(partitions.keySet());
  }

  @Override
  public Map<String, Integer> partitions(Collection<String> topics) {
    return chosen(partitions, topics);
  }

  @Override
  public Map<String, Integer> maxMessageBytes(Collection<String> topics) {
    return chosen(maxMessageBytes, topics);
  }

  @Override
  public Map<String, Short> features() {
    return Map.copyOf(features);
  }

  @Override
  public Map<String, Map<String, String>> groupConfigs(Collection<String> names) {
    return chosen(groups, names);
  }

  @Override
  public Optional<Set<String>> readTopics(String group) {
    return read;
  }

  private static <T> Map<String, T> chosen(Map<String, T> all, Collection<String> names) {
    return all.entrySet().stream()
        .filter(entry -> names.contains(entry.getKey()))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
