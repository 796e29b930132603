package dev.baton.orchestrator.cluster;

import static java.util.stream.Collectors.toSet;

import dev.baton.topics.GroupSpec;
import dev.baton.topics.TopicCatalogue;
import dev.baton.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks at start what the orchestrator relies on and cannot repair. Without these, runs would
 * hang, workers would run tasks of aborted transactions, or a transaction would fail again and
 * again: better to refuse with a clear message.
 */
public final class StartChecks {

  private static final Map<String, Integer> FEATURES =
      new TreeMap<>(Map.of("transaction.version", 2, "share.version", 1));
  // The broker counts the batch's and the record's own headers too.
  private static final int BATCH_OVERHEAD = 2_048;

  private final Cluster cluster;
  private final TopicNames names;
  private final int outputBytes;

  /**
   * The checks of one installation.
   *
   * @param cluster what is asked
   * @param names the installation's names
   * @param outputBytes the largest record that the orchestrator writes
   */
  public StartChecks(Cluster cluster, TopicNames names, int outputBytes) {
    this.cluster = cluster;
    this.names = names;
    this.outputBytes = outputBytes;
  }

  /**
   * Checks everything.
   *
   * @throws StartRefusedException naming each thing that is not as expected
   * @throws ClusterException if the cluster does not answer
   */
  public void run() {
    Set<String> topics = cluster.topicNames();
    List<String> violations = new ArrayList<>();
    violations.addAll(features());
    violations.addAll(missingTopics(topics));
    violations.addAll(smallTopics(topics));
    violations.addAll(groups(topics));
    if (!violations.isEmpty()) {
      throw new StartRefusedException(violations);
    }
  }

  private List<String> features() {
    Map<String, Short> found = cluster.features();
    return FEATURES.entrySet().stream()
        .filter(wanted -> found.getOrDefault(wanted.getKey(), (short) 0) < wanted.getValue())
        .map(wanted ->
            "feature %s: %d (expected: >= %d)"
                .formatted(
                    wanted.getKey(),
                    found.getOrDefault(wanted.getKey(), (short) 0),
                    wanted.getValue()))
        .toList();
  }

  private List<String> missingTopics(Set<String> topics) {
    return ownTopics()
        .filter(topic -> !topics.contains(topic))
        .map("topic %s: does not exist (expected: it exists)"::formatted)
        .toList();
  }

  private List<String> smallTopics(Set<String> topics) {
    List<String> written =
        Stream.concat(
                ownTopics(),
                topics.stream().filter(topic -> topic.startsWith(names.prefix() + "tasks.")))
            .filter(topics::contains)
            .toList();
    int least = outputBytes + BATCH_OVERHEAD;
    return cluster.maxMessageBytes(written).entrySet().stream()
        .filter(topic -> topic.getValue() < least)
        .sorted(Map.Entry.comparingByKey())
        .map(topic ->
            "topic %s: max.message.bytes %d (expected: >= %d)"
                .formatted(topic.getKey(), topic.getValue(), least))
        .toList();
  }

  private Stream<String> ownTopics() {
    return Stream.of(
        names.runs(),
        names.runLog(),
        names.answers(),
        names.control(),
        names.progress(),
        names.budget(),
        names.tenantBudgets(),
        names.deadLetters());
  }

  private List<String> groups(Set<String> topics) {
    Set<String> roles =
        topics.stream().map(this::roleOf).flatMap(Optional::stream).collect(toSet());
    if (roles.isEmpty()) {
      return List.of();
    }
    List<GroupSpec> specs =
        new TopicCatalogue(names, roles, Set.of())
            .withPriorities().groups().stream()
                .filter(group -> topics.contains(group.topic()))
                .toList();
    Map<String, Map<String, String>> found =
        cluster.groupConfigs(specs.stream().map(GroupSpec::name).toList());
    return specs.stream()
        .flatMap(spec -> deviations(spec, found.getOrDefault(spec.name(), Map.of())))
        .toList();
  }

  private Optional<String> roleOf(String topic) {
    Matcher tasks =
        Pattern.compile(Pattern.quote(names.prefix() + "tasks.") + "([a-z0-9-]+)").matcher(topic);
    return tasks.matches() ? Optional.of(tasks.group(1)) : Optional.empty();
  }

  private static Stream<String> deviations(GroupSpec spec, Map<String, String> found) {
    return new TreeMap<>(spec.config())
        .entrySet().stream()
            .filter(wanted -> !Objects.equals(found.get(wanted.getKey()), wanted.getValue()))
            .map(wanted ->
                "group %s: %s=%s (expected: %s)"
                    .formatted(
                        spec.name(),
                        wanted.getKey(),
                        found.getOrDefault(wanted.getKey(), "unset"),
                        wanted.getValue()));
  }
}
