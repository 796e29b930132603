package dev.baton.orchestrator.cluster;

import static java.util.stream.Collectors.toCollection;

import dev.baton.topics.TopicNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which topics there are, from memory: a task for a role without a topic must not reach a producer,
 * which would wait for the topic and then fail, over and over. Thread-safe.
 */
public final class TopicDirectory {

  private static final Logger log = LoggerFactory.getLogger(TopicDirectory.class);
  // A role may have been added since the last refresh, so a miss asks again, but not for each of
  // many misses.
  private static final Duration LEAST_AGE = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final TopicNames names;
  private final InstantSource clock;
  private volatile Snapshot snapshot = new Snapshot(Set.of(), new TreeSet<>(), Long.MIN_VALUE / 2);

  private record Snapshot(Set<String> topics, SortedSet<String> misPartitioned, long atMillis) {
    Snapshot {
      topics = Set.copyOf(topics);
      misPartitioned = Collections.unmodifiableSortedSet(new TreeSet<>(misPartitioned));
    }
  }

  /**
   * An empty directory.
   *
   * @param cluster what is asked
   * @param names the installation's names
   * @param clock tells a snapshot's age
   */
  public TopicDirectory(Cluster cluster, TopicNames names, InstantSource clock) {
    this.cluster = cluster;
    this.names = names;
    this.clock = clock;
  }

  /**
   * Looks at the cluster again.
   *
   * @throws ClusterException if it does not answer; the former view stays
   */
  public synchronized void refresh() {
    Set<String> topics =
        cluster.topicNames().stream()
            .filter(topic -> topic.startsWith(names.prefix()))
            .collect(Collectors.toUnmodifiableSet());
    snapshot = new Snapshot(topics, misPartitioned(topics), clock.millis());
  }

  private SortedSet<String> misPartitioned(Set<String> topics) {
    Set<String> inputs = results(topics);
    inputs.add(names.runs());
    Map<String, Integer> partitions = cluster.partitions(inputs);
    Integer expected = partitions.get(names.runs());
    return partitions.entrySet().stream()
        .filter(topic -> !topic.getValue().equals(expected))
        .map(Map.Entry::getKey)
        .collect(toCollection(TreeSet::new));
  }

  private Set<String> results(Set<String> topics) {
    return topics.stream()
        .filter(topic -> names.resultsPattern().matcher(topic).matches())
        .collect(Collectors.toSet());
  }

  /** The results topics that ought to be read, as last seen. */
  public Set<String> readable() {
    Snapshot seen = snapshot;
    Set<String> results = results(seen.topics());
    results.removeAll(seen.misPartitioned());
    return results;
  }

  /**
   * Whether a topic exists. Asks the cluster only about a topic that it does not know, at most
   * every two seconds.
   *
   * @param topic its full name
   */
  public boolean contains(String topic) {
    return snapshot.topics().contains(topic)
        || (refreshIfOld() && snapshot.topics().contains(topic));
  }

  private synchronized boolean refreshIfOld() {
    if (clock.millis() - snapshot.atMillis() < LEAST_AGE.toMillis()) {
      return true;
    }
    try {
      refresh();
      return true;
    } catch (ClusterException e) {
      log.warn("Cannot look for topics: {}", e.getMessage());
      return false;
    }
  }

  /** The results topics whose number of partitions is not that of the runs topic, as last seen. */
  public SortedSet<String> misPartitioned() {
    return snapshot.misPartitioned();
  }
}
