package dev.baton.cli.cluster;

import dev.baton.topics.GroupSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;

/** Sets the share groups' settings, which must stand before the first member joins. */
final class GroupStep {

  private static final Duration SETTING_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration SETTING_LOOK = Duration.ofMillis(20);

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
    if (!dryRun) {
      differences.alter(admin);
      awaitSet();
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

  /**
   * What the controller has set is known to the broker a moment later; a service that starts in
   * between would refuse to.
   */
  private void awaitSet() throws ExecutionException, InterruptedException {
    Instant deadline = Instant.now().plus(SETTING_TIMEOUT);
    while (!differences().isEmpty()) {
      if (Instant.now().isAfter(deadline)) {
        throw new ExecutionException(
            new TimeoutException(
                "settings of groups not there %d s after they were set"
                    .formatted(SETTING_TIMEOUT.toSeconds())));
      }
      Thread.sleep(SETTING_LOOK);
    }
  }

  private static ConfigResource resource(GroupSpec group) {
    return new ConfigResource(ConfigResource.Type.GROUP, group.name());
  }
}
