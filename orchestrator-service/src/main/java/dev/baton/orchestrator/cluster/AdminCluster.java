package dev.baton.orchestrator.cluster;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The cluster as Kafka's administration client sees it. */
public final class AdminCluster implements Cluster, AutoCloseable {

  private final Admin admin;
  private final Duration timeout;

  /**
   * A cluster.
   *
   * @param admin the client; closed with this object
   * @param timeout bound of each call
   */
  public AdminCluster(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  @Override
  public Set<String> topicNames() {
    return Set.copyOf(await("list topics", admin.listTopics().names()));
  }

  @Override
  public Map<String, Integer> partitions(Collection<String> topics) {
    Map<String, Integer> partitions = new HashMap<>();
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(topics).topicNameValues();
    answers.forEach((topic, answer) -> {
      try {
        partitions.put(topic, await("describe topic " + topic, answer).partitions().size());
      } catch (ClusterException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    });
    return partitions;
  }

  @Override
  public Map<String, Integer> maxMessageBytes(Collection<String> topics) {
    return configs(ConfigResource.Type.TOPIC, topics).entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                topic ->
                    Integer.parseInt(topic.getValue().getOrDefault("max.message.bytes", "0"))));
  }

  @Override
  public Map<String, Short> features() {
    return await("describe features", admin.describeFeatures().featureMetadata())
        .finalizedFeatures()
        .entrySet()
        .stream()
        .collect(toMap(Map.Entry::getKey, feature -> feature.getValue().maxVersionLevel()));
  }

  @Override
  public Map<String, Map<String, String>> groupConfigs(Collection<String> groups) {
    return configs(ConfigResource.Type.GROUP, groups);
  }

  @Override
  public Optional<Set<String>> readTopics(String group) {
    Map<String, ConsumerGroupDescription> descriptions =
        await("describe group " + group, admin.describeConsumerGroups(List.of(group)).all());
    return descriptions.values().stream()
        .filter(description -> description.groupState() == GroupState.STABLE)
        .findFirst()
        .map(AdminCluster::readTopics);
  }

  private static Set<String> readTopics(ConsumerGroupDescription group) {
    return group.members().stream()
        .flatMap(member -> member.assignment().topicPartitions().stream())
        .map(TopicPartition::topic)
        .collect(toSet());
  }

  private Map<String, Map<String, String>> configs(
      ConfigResource.Type type, Collection<String> names) {
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(type, name)).toList();
    Map<ConfigResource, Config> configs =
        await("describe settings of " + names, admin.describeConfigs(resources).all());
    return configs.entrySet().stream()
        .collect(toMap(config -> config.getKey().name(), config -> values(config.getValue())));
  }

  private static Map<String, String> values(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(toMap(ConfigEntry::name, ConfigEntry::value));
  }

  private <T> T await(String what, KafkaFuture<T> answer) {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new ClusterException(
          "cluster: cannot %s: %s".formatted(what, e.getCause()),
          e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new ClusterException("cluster: no answer within %s to: %s".formatted(timeout, what), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("cluster: interrupted while waiting for: " + what, e);
    }
  }

  @Override
  public void close() {
    admin.close(timeout);
  }
}
