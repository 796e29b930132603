package dev.baton.cli.cluster;

import dev.baton.topics.GroupSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterShareGroupOffsetsResult;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.common.TopicPartition;

/**
 * Sets share groups that were never used to the beginning of their topics. A new group does so by
 * itself, but only some seconds after its first member joined. A group that exists is left alone.
 */
final class GroupStart {

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
    List<AlterShareGroupOffsetsResult> starting = new ArrayList<>();
    for (GroupSpec group : groups) {
      if (!used.contains(group.name())) {
        starting.add(admin.alterShareGroupOffsets(group.name(), beginning(group)));
      }
    }
    for (AlterShareGroupOffsetsResult each : starting) {
      each.all().get();
    }
  }

  private Map<TopicPartition, Long> beginning(GroupSpec group) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      offsets.put(new TopicPartition(group.topic(), partition), 0L);
    }
    return offsets;
  }
}
