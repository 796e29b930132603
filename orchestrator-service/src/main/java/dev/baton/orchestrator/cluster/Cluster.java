package dev.baton.orchestrator.cluster;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be asked of the Kafka cluster. Thread-safe. Every call is bounded in time and fails with
 * {@link ClusterException}.
 */
public interface Cluster {

  /** The names of all topics that this service may see. */
  Set<String> topicNames();

  /**
   * Numbers of partitions.
   *
   * @param topics existing topics; one that is gone by now is left out of the answer
   */
  Map<String, Integer> partitions(Collection<String> topics);

  /**
   * The largest record batch that each topic takes, in bytes.
   *
   * @param topics existing topics
   */
  Map<String, Integer> maxMessageBytes(Collection<String> topics);

  /** The finalized level of each feature; a feature that is off is absent. */
  Map<String, Short> features();

  /**
   * The settings of groups.
   *
   * @param groups their names
   */
  Map<String, Map<String, String>> groupConfigs(Collection<String> groups);

  /**
   * The topics that the members of a consumer group read between them; absent while the group is
   * not stable.
   *
   * @param group its name
   */
  Optional<Set<String>> readTopics(String group);
}
