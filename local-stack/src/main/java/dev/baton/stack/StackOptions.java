package dev.baton.stack;

import java.nio.file.Path;
import java.util.Map;

/**
 * How to run broker and registry together.
 *
 * @param files the built stack
 * @param stateFolder holds a folder for each of the two
 * @param brokerPort the broker's port on 127.0.0.1; 0 for its former one if that is free, else any
 * @param registryPort the registry's, likewise
 * @param brokerSettings further broker settings, as in {@link BrokerOptions#settings}
 */
public record StackOptions(
    StackFiles files,
    Path stateFolder,
    int brokerPort,
    int registryPort,
    Map<String, String> brokerSettings) {

  /**
   * @throws IllegalArgumentException for a port out of range or a setting that belongs to the stack
   */
  public StackOptions {
    Ports.requireValid(brokerPort);
    Ports.requireValid(registryPort);
    brokerSettings = Map.copyOf(brokerSettings);
    BrokerSettings.requireOpen(brokerSettings.keySet());
  }

  /** Any ports, the stack's own settings. */
  public static StackOptions in(Path stateFolder, StackFiles files) {
    return new StackOptions(files, stateFolder, Ports.ANY, Ports.ANY, Map.of());
  }

  public StackOptions withPorts(int newBrokerPort, int newRegistryPort) {
    return new StackOptions(files, stateFolder, newBrokerPort, newRegistryPort, brokerSettings);
  }

  public StackOptions withBrokerSettings(Map<String, String> settings) {
    return new StackOptions(files, stateFolder, brokerPort, registryPort, settings);
  }

  BrokerOptions broker() {
    return new BrokerOptions(
        files, stateFolder.resolve("broker"), brokerPort, brokerSettings, true);
  }

  RegistryOptions registry() {
    return new RegistryOptions(files, stateFolder.resolve("registry"), registryPort, true);
  }
}
