package dev.baton.cli.cluster;

import dev.baton.topics.GroupSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;

/** Sets the share groups' settings, which must stand before the first member joins. */
final class GroupStep {

  private final Admin admin;
  private final List<GroupSpec> groups;
  private final boolean dryRun;

  GroupStep(Admin admin, List<GroupSpec> groups, boolean dryRun) {
    this.admin = admin;
    this.groups = groups;
    this.dryRun = dryRun;
  }

  List<ClusterChange> apply() throws ExecutionException, InterruptedException {
    ConfigDifferences differences = differences();
    if (!dryRun && !differences.isEmpty()) {
      differences.alter(admin);
      // A service that starts before its broker knows would refuse to.
      Learning.STANDARD.await("settings of groups", () -> differences().isEmpty());
    }
    return differences.changes("group");
  }

  private ConfigDifferences differences() throws ExecutionException, InterruptedException {
    List<ConfigResource> resources = groups.stream().map(GroupStep::resource).toList();
    Map<ConfigResource, Config> found = admin.describeConfigs(resources).all().get();
    ConfigDifferences differences = new ConfigDifferences();
    for (GroupSpec group : groups) {
      Config current =
          Optional.ofNullable(found.get(resource(group))).orElseGet(() -> new Config(List.of()));
      differences.compare(resource(group), current, group.config());
    }
    return differences;
  }

  private static ConfigResource resource(GroupSpec group) {
    return new ConfigResource(ConfigResource.Type.GROUP, group.name());
  }
}
