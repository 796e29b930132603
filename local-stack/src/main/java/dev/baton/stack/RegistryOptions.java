package dev.baton.stack;

import java.nio.file.Path;

/**
 * How to run the schema registry.
 *
 * @param files the built stack
 * @param stateFolder where its database, settings and log lie; owned by one process at a time
 * @param port its port on 127.0.0.1; 0 for the one it had before if that is free, else any
 * @param keepData whether to go on with what the state folder holds; else it is deleted first
 */
public record RegistryOptions(StackFiles files, Path stateFolder, int port, boolean keepData) {

  /**
   * @throws IllegalArgumentException for a port out of range
   */
  public RegistryOptions {
    Ports.requireValid(port);
  }

  /** Any port, data kept. */
  public static RegistryOptions in(Path stateFolder, StackFiles files) {
    return new RegistryOptions(files, stateFolder, Ports.ANY, true);
  }

  public RegistryOptions withPort(int newPort) {
    return new RegistryOptions(files, stateFolder, newPort, keepData);
  }

  /** Starts from nothing: whatever the state folder holds of a former registry is deleted. */
  public RegistryOptions withEmptyState() {
    return new RegistryOptions(files, stateFolder, port, false);
  }
}
