package dev.baton.cli.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Settings that are otherwise than wanted. */
final class ConfigDifferences {

  private final Map<ConfigResource, List<AlterConfigOp>> operations = new LinkedHashMap<>();

  void compare(ConfigResource resource, Config found, Map<String, String> wanted) {
    for (Map.Entry<String, String> setting : new TreeMap<>(wanted).entrySet()) {
      ConfigEntry entry = found.get(setting.getKey());
      if (entry == null || !setting.getValue().equals(entry.value())) {
        operations
            .computeIfAbsent(resource, _ -> new ArrayList<>())
            .add(
                new AlterConfigOp(
                    new ConfigEntry(setting.getKey(), setting.getValue()),
                    AlterConfigOp.OpType.SET));
      }
    }
  }

  boolean isEmpty() {
    return operations.isEmpty();
  }

  void alter(Admin admin) throws ExecutionException, InterruptedException {
    if (!operations.isEmpty()) {
      Map<ConfigResource, Collection<AlterConfigOp>> all = new LinkedHashMap<>(operations);
      admin.incrementalAlterConfigs(all).all().get();
    }
  }

  List<ClusterChange> changes(String what) {
    List<ClusterChange> changes = new ArrayList<>();
    operations.forEach((resource, settings) ->
        settings.forEach(setting ->
            changes.add(
                ClusterChange.updated(
                    "%s %s: %s=%s"
                        .formatted(
                            what,
                            resource.name(),
                            setting.configEntry().name(),
                            setting.configEntry().value())))));
    return changes;
  }
}
