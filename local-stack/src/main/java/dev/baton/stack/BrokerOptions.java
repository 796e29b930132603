package dev.baton.stack;

import java.nio.file.Path;
import java.util.Map;

/**
 * How to run the broker.
 *
 * @param files the built stack
 * @param stateFolder where its data, settings and log lie; owned by one process at a time
 * @param port its port on 127.0.0.1; 0 for the one it had before if that is free, else any
 * @param settings further broker settings, by Kafka's names; those that the stack itself sets to
 *     run at all (listeners, roles, data folder) are refused
 * @param keepData whether to go on with what the state folder holds; else it is deleted first
 */
public record BrokerOptions(
    StackFiles files, Path stateFolder, int port, Map<String, String> settings, boolean keepData) {

  /**
   * @throws IllegalArgumentException for a port out of range or a setting that belongs to the stack
   */
  public BrokerOptions {
    Ports.requireValid(port);
    settings = Map.copyOf(settings);
    BrokerSettings.requireOpen(settings.keySet());
  }

  /** Any port, the stack's own settings, data kept. */
  public static BrokerOptions in(Path stateFolder, StackFiles files) {
    return new BrokerOptions(files, stateFolder, Ports.ANY, Map.of(), true);
  }

  public BrokerOptions withPort(int newPort) {
    return new BrokerOptions(files, stateFolder, newPort, settings, keepData);
  }

  public BrokerOptions withSettings(Map<String, String> newSettings) {
    return new BrokerOptions(files, stateFolder, port, newSettings, keepData);
  }

  /** Starts from nothing: whatever the state folder holds of a former broker is deleted. */
  public BrokerOptions withEmptyState() {
    return new BrokerOptions(files, stateFolder, port, settings, false);
  }
}
