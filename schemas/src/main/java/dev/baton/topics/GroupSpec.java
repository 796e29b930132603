package dev.baton.topics;

import java.util.Map;

/**
 * Group-level settings that must stand before the first member joins.
 *
 * @param name the group
 * @param topic the topic that it takes work from
 * @param config settings, by Kafka's names
 */
public record GroupSpec(String name, String topic, Map<String, String> config) {

  /** Copies the settings. */
  public GroupSpec {
    config = Map.copyOf(config);
  }
}
