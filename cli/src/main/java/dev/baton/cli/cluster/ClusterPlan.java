package dev.baton.cli.cluster;

import dev.baton.cli.state.Sha256;
import dev.baton.schemas.AgentCard;
import dev.baton.schemas.WorkflowDefinition;
import dev.baton.topics.TopicCatalogue;
import dev.baton.topics.TopicSpec;
import java.util.List;
import java.util.TreeMap;

/**
 * What a cluster should be like.
 *
 * @param topics topics and groups
 * @param cards the cards to publish
 * @param workflows the workflows to publish
 * @param sizes numbers of partitions and replicas
 */
public record ClusterPlan(
    TopicCatalogue topics, List<AgentCard> cards, List<WorkflowDefinition> workflows, Sizes sizes) {

  /** Copies the lists. */
  public ClusterPlan {
    cards = List.copyOf(cards);
    workflows = List.copyOf(workflows);
  }

  /** The same with a task topic for each priority class of each role. */
  public ClusterPlan withPriorities() {
    return new ClusterPlan(topics.withPriorities(), cards, workflows, sizes);
  }

  /** SHA-256 over everything in the plan: equal digests mean equal plans. */
  public String digest() {
    StringBuilder text = new StringBuilder(sizes.toString());
    for (TopicSpec topic : topics.topics()) {
      text.append('\n').append(topic.name()).append(' ').append(topic.partitioning());
      text.append(new TreeMap<>(topic.config())).append(topic.schema());
    }
    topics
        .groups()
        .forEach(
            group -> text.append('\n').append(group.name()).append(new TreeMap<>(group.config())));
    cards.forEach(card -> text.append('\n').append(card));
    workflows.forEach(workflow -> text.append('\n').append(workflow));
    return Sha256.of(text.toString());
  }

  /**
   * Numbers of partitions and replicas.
   *
   * @param byRun partitions of topics keyed by run; fixed for the life of an installation
   * @param tasks partitions of task topics; few, so that a share group serves every member
   * @param replication copies of each partition
   */
  public record Sizes(int byRun, int tasks, short replication) {

    /** Checks the numbers. */
    public Sizes {
      atLeastOne("partitions", byRun);
      atLeastOne("task partitions", tasks);
      atLeastOne("replication", replication);
    }

    private static void atLeastOne(String what, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(what + ": " + value + " (expected: >= 1)");
      }
    }

    int partitions(TopicSpec topic) {
      return switch (topic.partitioning()) {
        case BY_RUN -> byRun;
        case TASKS -> tasks;
        case SINGLE -> 1;
      };
    }
  }
}
