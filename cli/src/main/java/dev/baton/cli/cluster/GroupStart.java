package dev.baton.cli.cluster;

import dev.baton.topics.GroupSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterShareGroupOffsetsResult;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Sets share groups that were never used to the beginning of their topics. A new group does so by
 * itself, but only some seconds after its first member joined. A group that exists is left alone.
 */
final class GroupStart {

  /** A topic exists once it is created, but a group's coordinator learns of it a moment later. */
  private static final Duration LEARNING_BOUND = Duration.ofSeconds(30);

  private static final long RETRY_MILLIS = 50;

  private final Admin admin;
  private final List<GroupSpec> groups;
  private final int partitions;

  GroupStart(Admin admin, List<GroupSpec> groups, int partitions) {
    this.admin = admin;
    this.groups = groups;
    this.partitions = partitions;
  }

  void apply() throws ExecutionException, InterruptedException {
    Set<String> used =
        admin.listGroups(ListGroupsOptions.forShareGroups()).all().get().stream()
            .map(GroupListing::groupId)
            .collect(Collectors.toSet());
    List<GroupSpec> unused = groups.stream().filter(group -> !used.contains(group.name())).toList();
    Instant until = Instant.now().plus(LEARNING_BOUND);
    while (!unused.isEmpty()) {
      unused = start(unused, Instant.now().isBefore(until));
      if (!unused.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  /** The groups whose coordinator does not know their topic yet; none where that is an error. */
  private List<GroupSpec> start(List<GroupSpec> unused, boolean again)
      throws ExecutionException, InterruptedException {
    Map<GroupSpec, AlterShareGroupOffsetsResult> starting = new LinkedHashMap<>();
    unused.forEach(
        group -> starting.put(group, admin.alterShareGroupOffsets(group.name(), beginning(group))));
    List<GroupSpec> left = new ArrayList<>();
    for (Map.Entry<GroupSpec, AlterShareGroupOffsetsResult> each : starting.entrySet()) {
      try {
        each.getValue().all().get();
      } catch (ExecutionException e) {
        if (!again || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        left.add(each.getKey());
      }
    }
    return left;
  }

  private Map<TopicPartition, Long> beginning(GroupSpec group) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      offsets.put(new TopicPartition(group.topic(), partition), 0L);
    }
    return offsets;
  }
}
